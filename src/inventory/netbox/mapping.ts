import type { BmcLan, Medium, PortKind, UplinkPurpose } from '#model/network.ts';
import type { Role } from '#model/role.ts';
import type { Mapped } from './role-map.ts';

/** What a tag of NetBox means for whatever carries it; each fact counts where it makes sense. */
export interface TagFacts {
  /** Of sites and devices. */
  readonly 'leave-out'?: boolean;
  /** Of devices. */
  readonly role?: Role;
  readonly bmc?: BmcLan;
  readonly rendered?: boolean;
  readonly also?: Role;
  readonly owner?: string;
  /** Of interfaces. */
  readonly kind?: PortKind;
  readonly separate?: boolean;
  /** Of circuits. */
  readonly purpose?: UplinkPurpose;
  readonly medium?: Medium;
  readonly inbound?: boolean;
  readonly 'last-mile'?: string;
  /** Of sites. */
  readonly campus?: string;
  /** Of cables: the duct that it lies in. */
  readonly route?: string;
}

export type CircuitFacts = Pick<TagFacts, 'purpose' | 'medium' | 'inbound'>;

/** A line of the mapping; not sure as long as `# ?` stands behind it. */
export interface Meaning<T> {
  readonly value: T;
  readonly sure: boolean;
}

/** The provider's own network, or that of another one. */
export type Upstream = 'own' | { readonly on: string };

/** How NetBox's words are to be read, each section by slug: what stands in `relaxops-import.yaml`. */
export interface Mapping {
  readonly roles: ReadonlyMap<string, Meaning<Mapped>>;
  readonly tags: ReadonlyMap<string, Meaning<TagFacts | 'ignore'>>;
  readonly circuitTypes: ReadonlyMap<string, Meaning<CircuitFacts>>;
  readonly providers: ReadonlyMap<string, Meaning<Upstream>>;
}

export const NO_MAPPING: Mapping = {
  roles: new Map(),
  tags: new Map(),
  circuitTypes: new Map(),
  providers: new Map(),
};

/** A fact from a tag, and the tags that contradict it. */
export interface Tagged<T> {
  readonly value: T;
  readonly sure: boolean;
  readonly tag: string;
  /** Tags on the same thing that say something else. */
  readonly against: readonly string[];
}

/** What the tags say about one fact; the first in order of slugs wins, one that is sure before a guess. */
export const taggedFact = <K extends keyof TagFacts>(
  mapping: Mapping,
  tags: readonly string[],
  fact: K,
): Tagged<NonNullable<TagFacts[K]>> | undefined => {
  const said = tags.flatMap((tag) => {
    const meaning = mapping.tags.get(tag);
    const value = meaning && meaning.value !== 'ignore' ? meaning.value[fact] : undefined;
    return meaning && value !== undefined && value !== null ? [{ tag, value, sure: meaning.sure }] : [];
  });
  const first = said.find((s) => s.sure) ?? said[0];
  if (!first) return undefined;
  return { ...first, against: said.filter((s) => s.value !== first.value).map((s) => s.tag) };
};

/** What all of the tags say about one fact that can be said several times. */
export const taggedFacts = <K extends keyof TagFacts>(
  mapping: Mapping,
  tags: readonly string[],
  fact: K,
): NonNullable<TagFacts[K]>[] =>
  tags.flatMap((tag) => {
    const one = taggedFact(mapping, [tag], fact);
    return one ? [one.value] : [];
  });

/** The question that a tag leaves open, if any. */
export const tagQuestion = (
  said: Tagged<unknown> | undefined,
): { readonly code: 'tag'; readonly text: string } | undefined => {
  if (!said) return undefined;
  if (said.against.length > 0)
    return {
      code: 'tag',
      text: `tag "${said.tag}" says so, but ${said.against.map((t) => `"${t}"`).join(', ')} says otherwise: which is right?`,
    };
  return said.sure
    ? undefined
    : { code: 'tag', text: `does tag "${said.tag}" mean that? Say so in the mapping` };
};
