import { ansible } from '#render/export/ansible.ts';
import { documentCommand } from '../export/document-command.ts';

/** `relaxops export ansible`: an inventory for Ansible. */
export const exportAnsible = documentCommand({
  id: 'ansible',
  summary: 'an Ansible inventory: groups by site, rack and role, through the jumphosts',
  description: `Writes an inventory in YAML to stdout. Each host is reached as operators reach it: by its literal address, through the nearest
jumphost (ProxyJump in ansible_ssh_common_args). Users and keys are yours to set, in group_vars or ~/.ssh/config. Then: ansible -i inventory.yaml role_server -m ping`,
  examples: [
    { command: 'relaxops export ansible > inventory.yaml', text: 'the inventory' },
    { command: 'relaxops export ansible --json', text: 'the same as data, in the one envelope' },
  ],
  format: () => ansible,
});
