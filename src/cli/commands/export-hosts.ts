import { hosts } from '#render/export/hosts.ts';
import { documentCommand } from '../export/document-command.ts';

/** `relaxops export hosts`: names for when DNS is gone. */
export const exportHosts = documentCommand({
  id: 'hosts',
  summary: 'lines for /etc/hosts: every system by the address that operators use',
  description: `Writes lines for /etc/hosts to stdout: srv01.r01.zrh1, and srv01-bmc.r01.zrh1 for the BMC in it. They work when DNS does not;
the rendered ssh_config needs neither.`,
  examples: [
    { command: 'relaxops export hosts > relaxops.hosts', text: 'to be added to /etc/hosts' },
    {
      command: 'relaxops -f examples/full/relaxops.yaml export hosts',
      text: 'of the full example, to look at',
    },
  ],
  format: () => hosts,
});
