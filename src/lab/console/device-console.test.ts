import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DeviceConsole,
  IDLE_MS,
  MENU_WAITS_MS,
  MENU_WINDOW_MS,
  WRONG_PASSWORD_MS,
} from './device-console.ts';
import type { Machine } from './machine.ts';

const CTRL_C = '\x03';
const CTRL_D = '\x04';
const WHO = { name: 'zrh1/r01/sw1', role: 'switch', vendor: 'juniper', user: 'admin', password: 'secret' };

/** A console whose machine is a list of what was asked of it, and whose clock is moved by hand. */
const bench = (fails = false, locked = false) => {
  let now = 0;
  let timers: { at: number; action: () => void }[] = [];
  let [blank, wrong, asks] = [false, true, locked];
  const asked: string[] = [];
  let said = '';
  const did = async (what: string): Promise<void> => {
    asked.push(what);
    if (fails) throw new Error(`cannot ${what}`);
  };
  const machine: Machine = {
    now: () => now,
    later: (ms, action) => {
      const timer = { at: now + ms, action };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    interfaces: async () => 'lo UP\neth0 UP\n',
    halt: () => did('halt'),
    boot: async () => {
      await did('boot');
      device.booted();
    },
    asks: () => asks,
    unlock: async () => {
      asks = false;
      await did('unlock');
      device.booted();
    },
    blank: () => blank,
    setBlank: async (value) => {
      blank = value;
      await did(`blank ${value}`);
    },
    rollback: async () => {
      const was = wrong;
      wrong = false;
      return was;
    },
  };
  const device = new DeviceConsole(WHO, machine, (text) => {
    said += text;
  });
  /** Settles what was asked, and returns what was said since the last time. */
  const heard = async (): Promise<string> => {
    for (let n = 0; n < 20; n++) await Promise.resolve();
    const text = said;
    said = '';
    return text;
  };
  return {
    device,
    asked,
    heard,
    type: async (text: string): Promise<string> => {
      device.receive(text);
      return heard();
    },
    pass: async (ms: number): Promise<string> => {
      now += ms;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const timer of due) timer.action();
      return heard();
    },
  };
};

const up = async (fails = false) => {
  const made = bench(fails);
  made.device.powerOn();
  made.device.booted();
  await made.heard();
  return made;
};

const loggedIn = async () => {
  const made = await up();
  await made.type('admin\rsecret\r');
  return made;
};

describe('a console', () => {
  it('is silent without power, and says who it is with it', async () => {
    const { device, type, heard } = bench();
    expect(await type('\r\radmin\r')).toBe('');
    device.powerOn();
    const boot = await heard();
    expect(boot).toContain('zrh1/r01/sw1: switch, juniper\r\nPower-on self test: ok');
    expect(boot).toContain(`Ctrl-C within ${MENU_WINDOW_MS / 1000} seconds`);
    device.booted();
    expect(await heard()).toBe('\r\nzrh1/r01/sw1 login: ');
    device.powerOff();
    expect(await type('\r')).toBe('');
  });

  it('takes the right name and password, and echoes no password', async () => {
    const { type } = await up();
    expect(await type('admin\r')).toBe('admin\r\nPassword: ');
    expect(await type('sec')).toBe('');
    expect(await type('ret\r\n')).toBe('\r\n\r\nzrh1/r01/sw1> ');
  });

  it('refuses a wrong one after a while, and drops what was typed meanwhile', async () => {
    const { type, pass } = await up();
    await type('admin\rwrong\r');
    expect(await type('admin\rsecret\r')).toBe('');
    expect(await pass(WRONG_PASSWORD_MS)).toBe('\r\nLogin incorrect\r\n\r\nzrh1/r01/sw1 login: ');
  });

  it('understands commands, short ones too, and lines that come all at once', async () => {
    const { type, pass } = await loggedIn();
    await pass(5000);
    expect(await type('show version\rsh int\r')).toBe(
      'show version\r\nzrh1/r01/sw1: switch, juniper\r\nup 5 s\r\nzrh1/r01/sw1> sh int\r\nlo UP\r\neth0 UP\r\nzrh1/r01/sw1> ',
    );
    expect(await type('rel\r')).toContain('Unknown command');
    expect(await type('res con\r')).toContain('The configuration is there');
    expect(await type('nonsense\r')).toContain('Unknown command');
    expect(await type('help\r')).toContain('factory-reset');
    expect(await type('rollback\r')).toContain('Rolled back');
    expect(await type('rollback\r')).toContain('There is nothing to roll back');
  });

  it('edits a line', async () => {
    const { type } = await loggedIn();
    expect(await type('helx\x7fp')).toBe('helx\b \bp');
    expect(await type('\x15')).toBe('\b \b'.repeat(4));
    expect(await type(`abc${CTRL_C}`)).toBe('abc^C\r\nzrh1/r01/sw1> ');
    expect(await type(CTRL_D)).toBe('\r\nzrh1/r01/sw1 login: ');
  });

  it('logs out whoever types nothing', async () => {
    const { pass, type } = await loggedIn();
    await pass(IDLE_MS - 1);
    await type('x');
    expect(await pass(IDLE_MS - 1)).toBe('');
    expect(await pass(1)).toContain('login: ');
  });

  it('asks for the passphrase of a disk before it boots, does not show it, and asks again', async () => {
    const { device, type, heard, asked } = bench(false, true);
    device.powerOn();
    expect(await heard()).toContain('Passphrase for the disk of zrh1/r01/sw1: ');
    expect(await type('wrong\r')).toContain('Passphrase for the disk of zrh1/r01/sw1: ');
    expect(asked).toEqual([]);
    expect(await type('secret\r')).toBe('\r\n\r\nzrh1/r01/sw1 login: ');
    expect(asked).toEqual(['unlock']);
  });

  it('hangs with its system: it says so once, and is deaf until the power has been off', async () => {
    const { device, type, heard } = await loggedIn();
    device.hang();
    device.hang();
    expect(await heard()).toBe('\r\nzrh1/r01/sw1: kernel: BUG: hard lockup\r\n');
    expect(await type('\r\x03help\r')).toBe('');
    device.booted();
    expect(await heard()).toBe('');
    device.powerOff();
    device.powerOn();
    device.booted();
    expect(await heard()).toContain('login: ');
  });

  it('that hangs while something runs says no more', async () => {
    const { device, type, heard } = await loggedIn();
    device.receive('show interfaces\r');
    device.hang();
    expect(await heard()).not.toContain('> ');
    expect(await type('\r')).toBe('');
  });

  it('reloads', async () => {
    const { type, asked } = await loggedIn();
    const said = await type('reload\r');
    expect(said).toMatch(/Reloading\r\n.*Power-on self test.*login: $/s);
    expect(asked).toEqual(['halt', 'boot']);
  });
});

describe('the boot menu', () => {
  it('is open for a moment after power-on, whether the system is up or not', async () => {
    for (const isUp of [false, true]) {
      const { device, type, asked } = bench();
      device.powerOn();
      if (isUp) device.booted();
      expect(await type(CTRL_C)).toContain('Boot menu of zrh1/r01/sw1');
      expect(asked).toEqual(['halt']);
      expect(await type('1\r')).toContain('login: ');
      expect(asked).toEqual(['halt', 'boot']);
    }
  });

  it('is closed afterwards', async () => {
    const { pass, type, asked } = await up();
    await pass(MENU_WINDOW_MS);
    await type(CTRL_C);
    expect(asked).toEqual([]);
  });

  it('goes on by itself, and asks again for what it does not know', async () => {
    const { type, pass, asked } = await up();
    await type(CTRL_C);
    expect(await type('7\r')).toContain('Boot menu');
    await pass(MENU_WAITS_MS);
    expect(asked).toEqual(['halt', 'boot']);
  });

  it('erases the configuration for who types the name of the device', async () => {
    const { type, asked } = await up();
    await type(CTRL_C);
    expect(await type('2\r')).toContain('Type the name of this device');
    expect(await type('yes\r')).toContain('Nothing was erased');
    await type('2\r');
    expect(await type('zrh1/r01/sw1\r')).toContain('This device has no configuration');
    expect(asked).toEqual(['halt', 'blank true', 'boot']);
    await type('admin\rsecret\r');
    await type('restore configuration\r');
    expect(asked.slice(3)).toEqual(['blank false', 'halt', 'boot']);
  });

  it('lets nobody in when the machine cannot do what was asked', async () => {
    const { type } = await up(true);
    const said = await type(CTRL_C);
    expect(said).toContain('cannot halt');
    expect(said.endsWith('zrh1/r01/sw1 login: ')).toBe(true);
  });
});

it('whatever is typed, nobody gets a prompt without the password, and every prompt names the device', async () => {
  const key = fc.constantFrom(
    'a',
    '\r',
    '\n',
    CTRL_C,
    CTRL_D,
    '\x7f',
    '\x15',
    'admin\r',
    '1\r',
    '2\r',
    '\xff',
    '\0',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 60 }), async (keys) => {
      const { type, pass } = await up();
      let said = '';
      for (const text of keys) said += (await type(text)) + (await pass(700));
      expect(said).not.toContain('> ');
      for (const line of said.split('\r\n').filter((one) => /login: /.test(one)))
        expect(line).toMatch(/^zrh1\/r01\/sw1 login: /);
    }),
    { numRuns: 200 },
  );
});
