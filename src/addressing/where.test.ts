import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { must } from '#base/result.ts';
import { resolveInventory } from '#inventory/resolve.ts';
import { textReader } from '#inventory/text-reader.ts';
import { whereIs } from './where.ts';

const example = readFileSync(new URL('../../examples/full/relaxops.yaml', import.meta.url), 'utf8');
const text = example.replace(/zrh1\S+ -- ber1\S+/, 'zrh1/r01/gw1 -- ber1/r01/gw1');
const network = must(
  resolveInventory('relaxops.yaml', textReader({ 'relaxops.yaml': text })).network,
  'network',
);

const lines = (question: string): string[] =>
  whereIs(network, question).map((w) => [w.address, w.owner ?? '-', w.what, w.reckoning ?? '-'].join(' | '));

describe('whereIs', () => {
  it.each([
    [
      '10.1.2.102',
      '10.1.2.102 | zrh1/r02/srv02:mgmt | management address of a server, management port | site 1, rack 2, server 100 + 2',
    ],
    [
      '10.2.3.201',
      '10.2.3.201 | ber1/r03/srv01:bmc | management address of a server, bmc port | site 2, rack 3, BMC of a server 200 + 1',
    ],
    [
      '10.1.0.3',
      '10.1.0.3 | zrh1/r01/gw2:inside | management address of a gateway, management port | site 1, rack 0 (the whole site), gateway 1 + 2',
    ],
    [
      '10.1.0.1',
      '10.1.0.1 | zrh1/r01/gw1, zrh1/r01/gw2 | inside address that the gateways of site zrh1 share | site 1, rack 0, host 1',
    ],
    [
      '10.101.2.10',
      '10.101.2.10 | alice | VPN address of an operator by way of zrh1/r01/gw2 | pool 10.101.2.0/24, operator 9 + 1',
    ],
    [
      '10.102.1.200',
      '10.102.1.200 | mon1 | VPN address of a station by way of ber1/r01/gw1 | pool 10.102.1.0/24, station 199 + 1',
    ],
    ['10.201.1.3', "10.201.1.3 | zrh1/r01/gw2 | gateway's end of its tunnel to rdv1 | -"],
    ['10.200.1.2', '10.200.1.2 | ber1/r01/gw1:xc | address on an interlink of a gateway, interlink port | -'],
    ['10.101.1.77', '10.101.1.0/24 | zrh1/r01/gw1 | free, in the VPN pool of a gateway | -'],
    ['10.1.7.105', '10.1.7.105 | - | free, would be server 5 in a rack with number 7 of site zrh1 | -'],
    ['10.1.2.45', '10.1.2.45 | - | free, would be switch 5 in rack r02 of site zrh1 | -'],
    ['10.9.0.2', '10.9.0.2 | - | free, would be gateway 1 of a site with number 9 | -'],
    ['10.1.2.0', '10.1.2.0 | - | free, would be an address of site zrh1 that no role uses | -'],
    [
      '192.0.2.1',
      '192.0.2.1 | zrh1/r01/rt1:p1 | production address of a router, data port | from prefix 192.0.2.0/27',
    ],
    ['198.51.100.9', '198.51.100.0/27 | home | free, in the network that operators come from | -'],
    ['203.0.113.130', '203.0.113.130 | mon1 | outside address of a station | -'],
  ])('%s', (question, answer) => expect(lines(question)).toEqual([answer]));

  it('answers a device with all its addresses', () =>
    expect(whereIs(network, 'zrh1/r01/gw2').map((w) => w.address)).toEqual([
      '10.1.0.3',
      '10.1.0.1',
      '10.101.2.0/24',
      '10.101.2.1',
      '10.201.1.3',
    ]));

  it('answers a port with its own', () =>
    expect(lines('zrh1/r02/srv01:bmc')).toEqual([
      '10.1.2.201 | zrh1/r02/srv01:bmc | management address of a server, bmc port | site 1, rack 2, BMC of a server 200 + 1',
    ]));

  it('answers a bare name with every device called so', () =>
    expect(whereIs(network, 'cs1').map((w) => w.owner)).toEqual(['zrh1/r01/cs1:mgmt', 'ber1/r01/cs1:mgmt']));

  it.each(['172.16.0.1', 'fd00::1', 'nobody', ''])('knows nothing of "%s"', (q) =>
    expect(lines(q)).toEqual([]),
  );
});
