import type { Device, Network } from '#model/network.ts';
import { switchVendors } from '#render/export/switch-config/index.ts';
import { type SwitchVendor, switchPlan } from '#render/export/switch-config/switch.ts';
import type { Command, Given, Outcome } from '../command.ts';
import { withNetwork } from '../load.ts';
import { noSuchDevice } from '../no-such-device.ts';
import { done, misused, refused } from '../outcome.ts';

const IDS = switchVendors.map((vendor) => vendor.id);

const vendorOf = (device: Device, asked: string | undefined): SwitchVendor | undefined => {
  const name = (asked ?? device.vendor ?? '').toLowerCase();
  return switchVendors.find((vendor) => vendor.id === name);
};

const answer = (network: Network, id: string, options: Given): Outcome => {
  const device = network.devices.find((one) => one.id === id);
  if (!device) return noSuchDevice(network, id);
  if (device.rendered)
    return refused(
      'rendered',
      `${id} is configured by relaxops render, as a Linux bridge`,
      'write "rendered: no" if it runs its vendor\'s system',
    );
  const vendor = vendorOf(device, options.text('vendor'));
  if (!vendor)
    return refused(
      'unknown-vendor',
      `no configuration is known for vendor "${device.vendor ?? ''}", expected one of ${IDS.join(', ')}`,
      `what it has to do: relaxops plan --permits --device ${id}`,
    );
  const plan = switchPlan(network, device, vendor, options.text('ports'));
  if (!plan.ok) return refused('no-configuration', plan.error.text, plan.error.hint);
  const text = `${vendor.render(plan.value).join('\n')}\n`;
  return done({ device: id, vendor: vendor.id, plan: plan.value, text }, () => text);
};

/** `relaxops export switch-config`: a management switch of another vendor, as text. */
export const exportSwitchConfig: Command = {
  name: 'export switch-config',
  summary: "a management switch's configuration for Cisco IOS-XE or MikroTik RouterOS, as text",
  description: `Writes the configuration of a management switch that relaxops does not render (rendered: no) to stdout: isolated ports, storm control,
no spanning tree (T55), descriptions from the cabling, its address and route, SSH from jumphosts and no HTTP or telnet. It was written after
the vendors' manuals and was not tried on a real device; its first lines say what is not in it. No password or key is in it.`,
  arguments: [],
  options: [
    { flags: '--device <device>', description: 'the switch', complete: 'device' },
    { flags: '--vendor <vendor>', description: 'in place of the one in the inventory', choices: IDS },
    {
      flags: '--ports <pattern>',
      description: 'what p1, p2 … are called there, %n being the number: "GigabitEthernet1/0/%n"',
    },
  ],
  examples: [
    {
      command: 'relaxops export switch-config --device zrh1/r01/msw1 --ports "ether%n"',
      text: 'with ports of no known device type',
    },
    {
      command: 'relaxops export switch-config --device zrh1/r01/msw1 --vendor cisco > msw1.txt',
      text: 'to paste at its console',
    },
  ],
  exitCodes: ['yes', 'no', 'usage'],
  schema: 'export-switch-config/1',
  run: async (context, _args, options) => {
    const device = options.text('device');
    if (device === undefined)
      return misused('no device', 'relaxops export switch-config --device zrh1/r01/msw1');
    return withNetwork(context, (network) => answer(network, device, options));
  },
};
