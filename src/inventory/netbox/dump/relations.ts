import type { Raw, Tables } from './tables.ts';

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Follows the relations of a dump, in the shapes in which NetBox's API answers them. */
export class Relations {
  private readonly byId = new Map<string, ReadonlyMap<number, Raw>>();
  private readonly tagsOf = new Map<string, { readonly slug: unknown }[]>();
  private readonly tables: Tables;

  constructor(tables: Tables) {
    this.tables = tables;
    for (const item of this.rows('extras.taggeditem')) {
      const key = `${this.type(item.content_type)}:${String(item.object_id)}`;
      const tag = this.row('extras.tag', item.tag);
      if (tag) this.tagsOf.set(key, [...(this.tagsOf.get(key) ?? []), { slug: tag.slug }]);
    }
  }

  rows(model: string): readonly Raw[] {
    return this.tables.get(model) ?? [];
  }

  row(model: string, id: unknown): Raw | undefined {
    const known = this.byId.get(model) ?? new Map(this.rows(model).map((row) => [row.id, row]));
    this.byId.set(model, known);
    return known.get(number(id) ?? -1);
  }

  /** `{ id }` of another row, if there is one. */
  ref(id: unknown): { readonly id: number } | null {
    const to = number(id);
    return to === undefined ? null : { id: to };
  }

  /** Another row with name and slug. */
  named(model: string, id: unknown): { id: number; name: unknown; slug: unknown } | null {
    const row = this.row(model, id);
    return row ? { id: row.id, name: row.name, slug: row.slug } : null;
  }

  tags(model: string, row: Raw): readonly { readonly slug: unknown }[] {
    return this.tagsOf.get(`${model}:${row.id}`) ?? [];
  }

  /** `dcim.interface`: a dump names a content type by its words, or by the number of its row. */
  type(value: unknown): string {
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return value.map(String).join('.');
    const row = this.row('contenttypes.contenttype', value);
    return row ? `${String(row.app_label)}.${String(row.model)}` : '';
  }
}
