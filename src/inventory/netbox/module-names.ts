import type { NetboxData } from './read.ts';
import type { ModuleRow } from './rows.ts';

const TOKEN = '{module}';
/** Deeper modules are a circle. */
const MOST_LEVELS = 20;

/**
 * Ports of modules: `xe-{module}/0/1` in slot 2 is `xe-2/0/1`. NetBox puts the positions in when it installs a module; what was
 * written past it keeps the token. With modules in modules each takes one token, from the outside in (NetBox, ModularComponentTemplateModel).
 */
export class ModuleNames {
  private readonly modules: ReadonlyMap<number, ModuleRow>;
  private readonly bays;

  constructor(data: NetboxData) {
    this.modules = new Map(data.modules.map((m) => [m.id, m]));
    this.bays = new Map(data.moduleBays.map((b) => [b.id, b]));
  }

  /** The name with the positions of its module's bays in it. */
  name(row: { readonly name: string; readonly module?: { readonly id: number } | undefined }): string {
    if (!row.name.includes(TOKEN)) return row.name;
    return this.positions(row.module?.id).reduce(
      (name, position) => name.replace(TOKEN, () => position),
      row.name,
    );
  }

  /** The status of a port's module, unless it is in use. */
  status(row: { readonly module?: { readonly id: number } | undefined }): string | undefined {
    const status = this.modules.get(row.module?.id ?? -1)?.status;
    return status === 'active' ? undefined : status;
  }

  private positions(module: number | undefined): string[] {
    const positions: string[] = [];
    for (let id = module; id !== undefined && positions.length < MOST_LEVELS; ) {
      const bay = this.bays.get(this.modules.get(id)?.module_bay.id ?? -1);
      if (!bay) break;
      positions.unshift(bay.position ?? '');
      id = bay.module?.id;
    }
    return positions;
  }
}
