import { oxidized } from '#render/export/oxidized.ts';
import { documentCommand } from '../export/document-command.ts';

/** `relaxops export oxidized`: what Oxidized backs up. */
export const exportOxidized = documentCommand({
  id: 'oxidized',
  summary: "Oxidized's router.db: network gear, PDUs and console servers by model and site",
  description: `Writes router.db to stdout: name:ip:model:group, the group being the site. The model comes from platform, else from vendor; what
has none is a line of comment. Devices that relaxops renders, servers and BMCs are left out: their configuration is not made on them.`,
  examples: [
    { command: 'relaxops export oxidized > ~/.config/oxidized/router.db', text: 'the devices to back up' },
    {
      command: 'relaxops -f examples/full/relaxops.yaml export oxidized',
      text: 'of the full example, to look at',
    },
  ],
  format: () => oxidized,
});
