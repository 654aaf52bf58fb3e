import { describe, expect, it } from 'vitest';
import { must } from '#base/result.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import { topologyOf } from '#model/topology.ts';
import { powerInput } from './power-input.ts';

const candidates = (more: string) => {
  const text = `
relaxops: 1
sites:
  zrh1:
    feeds: [A, B]
    racks: { r01: { devices: { msw1: { role: management-switch, psus: 1 }, "pdu[1-2]": pdu, srv1: server } } }
${more}
`;
  const { network, findings } = resolveInventory('relaxops.yaml', textReader({ 'relaxops.yaml': text }));
  const topology = topologyOf(must(network, JSON.stringify(findings)));
  return powerInput.candidates(topology).map((change) => change.text);
};

describe('a plug that is moved to another feed', () => {
  it('does not take the only PDU of a rack away from its feed: what has two supplies would hang on one', () => {
    expect(candidates('')).toEqual([]);
  });

  it('takes one of two PDUs that share a feed to the other', () => {
    expect(candidates("    cables: ['r01/pdu2:psu1 -- feed:A']")).toEqual([
      'move the plug of zrh1/r01/pdu1:psu1 to feed zrh1/B',
      'move the plug of zrh1/r01/pdu2:psu1 to feed zrh1/B',
    ]);
  });
});
