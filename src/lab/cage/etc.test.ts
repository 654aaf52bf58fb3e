import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeEtc } from './etc.ts';

describe('the /etc of a lab', () => {
  let etc: string;
  beforeEach(() => {
    etc = mkdtempSync(join(tmpdir(), 'relaxops-etc-'));
    writeEtc(etc, ['alice']);
  });
  afterEach(() => rmSync(etc, { recursive: true }));

  const lines = (name: string): string[] => readFileSync(join(etc, name), 'utf8').trimEnd().split('\n');

  it("has the lab's accounts and no others", () => {
    const names = lines('passwd').map((line) => line.split(':')[0]);
    expect(names).toEqual(['root', 'daemon', 'sshd', 'openvpn', 'freerad', 'nobody', 'alice']);
    expect(lines('shadow').map((line) => line.split(':')[1])).toEqual(names.map(() => '*'));
  });

  it('has what keepalived reads at every start where its package brings it, and nothing else of its folder', () => {
    const brought = existsSync('/etc/keepalived/keepalived.config-opts');
    const there = existsSync(join(etc, 'keepalived')) ? readdirSync(join(etc, 'keepalived')) : [];
    expect(there).toEqual(brought ? ['keepalived.config-opts'] : []);
  });
});
