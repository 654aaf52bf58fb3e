import { describe, expect, it } from 'vitest';
import { loaded } from './imported.ts';

const inventory = (wiring: string, more = ''): string => `relaxops: 1
${wiring}
sites:
  a:
    number: 1
    racks:
      r1:
        devices:
          msw1: management-switch
          sw1: { role: switch, vendor: x, type: Some/Type, ports: { fxp0: { kind: management, separate: yes }, xe-0/0/0: { kind: data } } }
  b:
    number: 2
    racks:
      r1:
        devices:
          sw1: { role: switch, ports: { "Port 1": { kind: data }, PSU0: { kind: power } } }
${more}`;

const network = (text: string) => {
  const { network: found, findings } = loaded(text);
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
  return found!;
};

describe('wiring: written', () => {
  const written = network(inventory('wiring: written'));

  it('plugs nothing in', () => expect(written.cables).toEqual([]));
  it('makes no feed', () => expect(written.feeds).toEqual([]));
  it('gives devices the ports that are written, and a management switch its own address', () => {
    const ports = written.devices.map((d) => `${d.id}: ${d.ports.map((p) => p.name).join(', ')}`);
    expect(ports).toEqual(['a/r1/msw1: mgmt', 'a/r1/sw1: fxp0, xe-0/0/0', 'b/r1/sw1: Port 1, PSU0']);
  });
  it('keeps the device type as text, without a library', () => {
    expect(written.devices.find((d) => d.id === 'a/r1/sw1')?.type).toBe('Some/Type');
    expect(loaded(inventory('wiring: written')).findings).toEqual([]);
  });
});

it('is not the default', () => {
  expect(network(inventory('')).cables.length).toBeGreaterThan(0);
  expect(network(inventory('wiring: default')).cables.length).toBeGreaterThan(0);
});

it('is one of two words', () => {
  const { findings } = loaded(inventory('wiring: none'));
  expect(findings[0]).toMatchObject({ code: 'bad-value', place: { line: 2 } });
});

describe('cables between sites', () => {
  it('are plugged in', () => {
    const found = network(inventory('wiring: written', 'cables: ["a/r1/sw1:xe-0/0/0 -- b/r1/sw1:Port 1"]'));
    expect(found.cables).toMatchObject([
      { a: 'a/r1/sw1:xe-0/0/0', b: 'b/r1/sw1:Port 1', kind: 'production' },
    ]);
  });

  it.each([
    ['a/r1/sw1:nope -- b/r1/sw1:Port 1', 'unknown-port'],
    ['a/r1/none:p1 -- b/r1/sw1:Port 1', 'unknown-device'],
    ['b/r1/sw1:PSU0 -- feed:b/A', 'wrong-cable'],
  ])('%s: %s', (cable, code) => {
    const { findings } = loaded(inventory('wiring: written', `cables: ["${cable}"]`));
    expect(findings.map((f) => f.code)).toContain(code);
  });
});
