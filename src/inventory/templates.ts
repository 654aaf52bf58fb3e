import { applyEntries, type Blueprints } from './blueprint.ts';
import { type DeviceEntry, deviceShape } from './device-shape.ts';
import { type Named, named, ranged } from './named.ts';
import { nameProblem } from './names.ts';
import { expectedNearest } from './nearest.ts';
import type { Node } from './node.ts';
import type { Report } from './report.ts';
import { type At, entriesOf, located, type Shape, text } from './shape.ts';

interface Template {
  readonly extends: At<string> | undefined;
  readonly devices: readonly Named<DeviceEntry>[];
}

const parentShape = located(text('the name of a rack template'));
const devicesShape = ranged('a map of devices', nameProblem, deviceShape);

const withoutExtends = (node: Node, entries: ReadonlyMap<string, Node>): Node => ({
  ...node,
  content: { type: 'map', entries: new Map([...entries].filter(([key]) => key !== 'extends')) },
});

const templateShape: Shape<Template> = {
  json: { ...devicesShape.json, properties: { extends: parentShape.json } },
  read: (node, report) => {
    const entries = entriesOf(node, report, 'a rack template: a map from devices to roles');
    if (!entries) return undefined;
    const parent = entries.get('extends');
    return {
      extends: parent && parentShape.read(parent, report),
      devices: devicesShape.read(withoutExtends(node, entries), report) ?? [],
    };
  },
};

/** Section `rack-templates`. */
export const templatesShape = named('a map of rack templates', nameProblem, templateShape);

/** Finds what a rack built from a template holds; reports a template that is missing or extends itself. */
export type TemplateFinder = (name: string, node: Node) => Blueprints;

const NONE: Blueprints = new Map();

/** Templates by name, each worked out once. */
export const templateFinder = (templates: readonly Named<Template>[], report: Report): TemplateFinder => {
  const byName = new Map(templates.map((t) => [t.name, t]));
  const done = new Map<string, Blueprints>();
  const find = (name: string, node: Node, under: readonly string[]): Blueprints => {
    const known = done.get(name);
    if (known) return known;
    const template = byName.get(name);
    if (!template) {
      const near = expectedNearest(name, byName.keys());
      report.error('unknown-template', node, `"${name}" is not a rack template${near}`);
      return NONE;
    }
    if (under.includes(name)) {
      report.error(
        'template-loop',
        node,
        `template "${name}" extends itself, by way of ${[...under, name].join(', ')}`,
      );
      return NONE;
    }
    const value = template.value;
    const parent = value?.extends ? find(value.extends.value, value.extends.node, [...under, name]) : NONE;
    const result = applyEntries(parent, value?.devices ?? [], report);
    done.set(name, result);
    return result;
  };
  for (const template of templates) find(template.name, template.node, []);
  return (name, node) => find(name, node, []);
};
