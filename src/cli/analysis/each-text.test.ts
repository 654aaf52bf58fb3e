import { expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { eachText } from './each-text.ts';

const { network } = loadInventory('test/cases/lab/cold.yaml');

it('says of every device what it waits for, and how somebody gets to it', () => {
  const waiting = network!.devices.find((one) => one.startNeeds?.includes('passphrase'))!.id;
  const each = [{ device: waiting, verb: 'console' as const }, { device: waiting }];
  expect(eachText(network!, 'power-returned:zrh1', { how: 'hands-now', each })).toBe(
    `    - ${waiting} waits for its passphrase: console\n    - ${waiting} waits for its passphrase: nobody gets to it\n`,
  );
  expect(eachText(network!, 'software-bug:debian-12', { how: 'hands-now', each: each.slice(1) })).toBe(
    `    - ${waiting}: nobody gets to it\n`,
  );
});

it('says nothing where one thing is mended, and of many how many more there are', () => {
  expect(eachText(network!, 'device-hung:zrh1/r01/gw1', { how: 'hands-now' })).toBe('');
  const each = Array.from({ length: 25 }, (_, at) => ({ device: `d${at}` }));
  const lines = eachText(network!, 'software-bug:x', { how: 'hands-now', each }).trim().split('\n');
  expect([lines.length, lines.at(-1)?.trim()]).toEqual([21, '- and 5 more: --json lists them']);
});
