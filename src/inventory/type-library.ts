import { fail, ok, type Result } from '#base/result.ts';
import { inFolder, listFolder, readTextFile } from '#host/files.ts';
import type { DeviceType, DeviceTypes } from './device-type.ts';
import { expectedNearest } from './nearest.ts';
import { parseYaml } from './parse-yaml.ts';
import { Report } from './report.ts';
import { typeFromFile } from './type-file.ts';

const MOST_BYTES = 2_000_000;

/** The library names files after models, with other signs for some: `PowerEdge R640` is `PowerEdge-R640.yaml`. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const EXTENSION = /\.ya?ml$/;

interface Folder {
  readonly path: string;
  readonly name: string;
  /** Files by slug. */
  readonly files: ReadonlyMap<string, string>;
}

const openFolder = (root: string, manufacturer: string): Folder | undefined => {
  const all = listFolder(root);
  const name = all.ok ? all.value.find((n) => slug(n) === slug(manufacturer)) : undefined;
  if (name === undefined) return undefined;
  const path = inFolder(root, name);
  const files = listFolder(path);
  const models = files.ok ? files.value.filter((file) => EXTENSION.test(file)) : [];
  return { path, name, files: new Map(models.map((file) => [slug(file.replace(EXTENSION, '')), file])) };
};

const readType = (file: string): Result<DeviceType, string> => {
  const text = readTextFile(file, MOST_BYTES);
  if (!text.ok) return fail(`: its file ${file} cannot be read`);
  const root = parseYaml({ file, text: text.value }, new Report());
  return root ? ok(typeFromFile(root)) : fail(`: its file ${file} is not YAML`);
};

const nearestType = (folder: Folder, model: string): string => {
  const stems = [...folder.files.values()].map((file) => file.replace(EXTENSION, ''));
  return expectedNearest(
    `${folder.name}/${model}`,
    stems.map((stem) => `${folder.name}/${stem}`),
  );
};

const lookUp = (root: string, name: string): Result<DeviceType, string> => {
  const at = name.indexOf('/');
  const [manufacturer, model] = [name.slice(0, Math.max(0, at)), name.slice(at + 1)];
  if (at < 1 || model === '') return fail(', expected "manufacturer/model"');
  const folder = openFolder(root, manufacturer);
  if (!folder) {
    const all = listFolder(root);
    return fail(
      all.ok
        ? `: no such manufacturer${expectedNearest(manufacturer, all.value)}`
        : `: there is no folder ${root}`,
    );
  }
  const file = folder.files.get(slug(model)) ?? folder.files.get(slug(name));
  return file === undefined ? fail(nearestType(folder, model)) : readType(inFolder(folder.path, file));
};

/** Device types of a clone of the community's library, each file read once and only when asked for. */
export const typeLibrary = (clone: string): DeviceTypes => {
  const root = inFolder(clone, 'device-types');
  const known = new Map<string, Result<DeviceType, string>>();
  return {
    get: (name) => {
      const type = known.get(name) ?? lookUp(root, name);
      known.set(name, type);
      return type;
    },
  };
};
