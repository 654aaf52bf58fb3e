import { describe, expect, it } from 'vitest';
import { loadInventory } from '#inventory/load.ts';
import { testMaterial } from './_test-material.ts';
import { renderContext } from './context.ts';
import { renderHost } from './render-host.ts';
import { renderOperatorSsh, sshAliases } from './ssh-config.ts';

/** Two sites where the VPN is another way, one where jumphosts are the only one. */
const network = loadInventory('test/cases/pairs/relaxops.yaml').network!;
const context = renderContext(network, testMaterial(network));
const stanzaOf = (text: string, name: string): string | undefined =>
  text.split(/^(?=Host )/m).find((stanza) => stanza.startsWith(`Host ${name}\n`));

describe('a name past jumphosts', () => {
  const { text } = renderOperatorSsh(context, network.operators[0]!)[0]!;

  it('is there where the VPN is another way, beside the plain one', () => {
    expect(stanzaOf(text, 'ber1/r01/sw1')).toBe(
      'Host ber1/r01/sw1\n  HostName 10.2.1.41\n  ProxyJump 10.2.0.11\n',
    );
    expect(stanzaOf(text, 'ber1/r01/sw1.via-vpn')).toBe('Host ber1/r01/sw1.via-vpn\n  HostName 10.2.1.41\n');
  });

  it('is nowhere else: not at a site with jumphosts as the only way, of no entrance, and on no jumphost', () => {
    const names = sshAliases(context)
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.via-vpn'));
    expect(names.filter((name) => !/^(zrh1|ber1)\/r01\/(msw1|sw1)\.via-vpn$/.test(name))).toEqual([]);
    expect(names.length).toBe(4);
    const onJumphost = renderHost(context, 'ber1/r01/jump1').map((file) => file.text);
    expect(onJumphost.join('')).not.toContain('.via-');
  });
});
