import { PROBES, prometheusFor } from '#render/export/prometheus.ts';
import { documentCommand } from '../export/document-command.ts';

/** `relaxops export prometheus`: targets for `file_sd_configs`. */
export const exportPrometheus = documentCommand({
  id: 'prometheus',
  summary: 'targets for Prometheus (file_sd): ping, SNMP and SSH, with site, rack and role',
  description: `Writes JSON for file_sd_configs to stdout. The label "probe" is icmp, snmp or ssh; "from" says where the exporter has to run:
gateways let monitoring stations ping and ask SNMP, and only jumphosts open SSH. SNMP is asked of devices whose "protocols" have it;
where the inventory does not say, of network gear, PDUs and console servers that relaxops does not render.`,
  options: [{ flags: '--probe <probe>', description: 'one probe only', choices: PROBES }],
  examples: [
    { command: 'relaxops export prometheus --probe icmp > icmp.json', text: 'for the job that pings' },
    { command: 'relaxops export prometheus > targets.json', text: 'all, to be told apart by their label' },
  ],
  format: (options) => {
    const probe = PROBES.find((one) => one === options.text('probe'));
    return prometheusFor(probe === undefined ? PROBES : [probe]);
  },
});
