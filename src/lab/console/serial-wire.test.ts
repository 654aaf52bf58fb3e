import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carried } from './serial-wire.ts';

const DEVICE = 'zrh1/r01/sw1 login: ';

describe('a serial line', () => {
  it('carries what is sent, where nothing is wrong and speeds agree', () => {
    expect(carried(DEVICE, {}, 'port')).toBe(DEVICE);
    expect(carried(DEVICE, { speeds: { device: 9600, port: 9600 } }, 'device')).toBe(DEVICE);
  });

  it.each(['stuck', 'unplugged'] as const)('carries nothing if it is %s', (fault) => {
    expect(carried(DEVICE, { fault }, 'port')).toBe('');
  });

  it('at another speed carries fewer characters to the slower end, more to the faster, none of them readable', () => {
    const speeds = { device: 19200, port: 9600 };
    const [to, from] = [carried(DEVICE, { speeds }, 'port'), carried(DEVICE, { speeds }, 'device')];
    expect([to.length, from.length]).toEqual([DEVICE.length / 2, DEVICE.length * 2]);
    for (const char of to + from) expect(char.charCodeAt(0)).toBeGreaterThan(127);
  });

  it('never lets a command through at another speed, or through noise', () => {
    const speed = fc.constantFrom(300, 9600, 19200, 115200);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), speed, speed, (text, device, port) => {
        fc.pre(device !== port);
        for (const state of [{ speeds: { device, port } }, { fault: 'noise' as const }])
          expect(carried(text, state, 'device')).not.toMatch(/[\0-\x7f]/);
      }),
    );
  });
});
