import { setTimeout as pause } from 'node:timers/promises';
import { hasRole } from '#model/device.ts';
import type { Network } from '#model/network.ts';
import type { Waiting } from '../hardware/protocol.ts';
import { BMC_USER } from '../world/bmc.ts';
import { laptopAt } from '../world/laptops.ts';
import { MODEM_PORT, SIM_PIN } from '../world/modem.ts';
import { LEAVE, typePassphrase } from './_typing.ts';
import type { Hardware } from './fault.ts';

/**
 * Operators after a black start: from the laptops behind the doors, with what stands in their ssh_config and their list of passwords, they give
 * whatever waits what it waits for. They know no prediction: they try every way, again and again, until nothing moves.
 */
const BOUND_MS = 25_000;
/** What was told moves meanwhile. */
const MOVE_MS = 300;
/** On top of the time after which a laptop dials again (`timers`): a busy machine. */
const SLACK_S = 6;

const CONFIG = '/etc/relaxops/lab/ssh_config';
const SSH = `timeout 15 ssh -F ${CONFIG} -o ConnectTimeout=4`;
const PASSWORDS = '/etc/relaxops/lab/passwords';

/** A shell word for the password of a device or BMC, from the operator's list; ids have no letters that sed minds but slashes. */
const passwordOf = (id: string): string => `$(sed -n "s|^${id}: .*, password ||p" ${PASSWORDS} | head -n 1)`;

/** Secrets go over stdin: no command line has them. */
const byLine = (device: string): string =>
  `p="${passwordOf(device)}"\n${typePassphrase(`${SSH} ${device}.console`, LEAVE.line)}`;

const ipmitool = (ip: string): string =>
  `timeout 12 ipmitool -I lanplus -C 3 -R 1 -N 2 -H ${ip} -U ${BMC_USER} -E`;

const bySerialOverLan = (device: string, jumphost: string, bmc: string, ip: string): string =>
  `p="${passwordOf(device)}"; b="${passwordOf(bmc)}"
${typePassphrase(
  `${SSH} ${jumphost} 'read -r IPMI_PASSWORD; export IPMI_PASSWORD; ${ipmitool(ip)} sol activate'`,
  LEAVE.sol,
  `printf '%s\\n' "$b"`,
)}`;

const turnOn = (jumphost: string, bmc: string, ip: string): string =>
  `printf '%s\\n' "${passwordOf(bmc)}" | ${SSH} ${jumphost} '
  read -r IPMI_PASSWORD; export IPMI_PASSWORD; ${ipmitool(ip)} chassis power on'`;

const typePin = (gateway: string): string =>
  `${SSH} ${gateway} 'printf "AT+CPIN=${SIM_PIN}\\r" >/etc/relaxops-lines/${MODEM_PORT}' </dev/null`;

interface Bmc {
  readonly id: string;
  readonly ip: string;
}

const bmcsOf = ({ devices, addresses }: Network, id: string): Bmc[] =>
  devices
    .flatMap((device) => (device.id === id ? device.ports : []))
    .filter((port) => port.kind === 'bmc')
    .flatMap((port) =>
      addresses.filter((one) => one.port === port.id).map(({ ip }) => ({ id: port.id, ip })),
    );

/** Something that waits, and every way to help it, as scripts for a laptop. */
interface Case {
  waits(now: Waiting): boolean;
  readonly scripts: readonly string[];
}

const cases = (network: Network, { off, asking, modems }: Waiting): Case[] => {
  const jumphosts = network.devices.filter((device) => hasRole(device, 'jumphost')).map(({ id }) => id);
  const throughBmc = (device: string, way: (jumphost: string, bmc: Bmc) => string): string[] =>
    bmcsOf(network, device).flatMap((bmc) => jumphosts.map((jumphost) => way(jumphost, bmc)));
  const gatewayOf = (id: string): string => network.uplinks.find((one) => one.id === id)!.device;
  return [
    ...off.map((id) => ({
      waits: (now: Waiting) => now.off.includes(id),
      scripts: throughBmc(id, (jumphost, bmc) => turnOn(jumphost, bmc.id, bmc.ip)),
    })),
    ...asking.map((id) => ({
      waits: (now: Waiting) => now.asking.includes(id),
      scripts: [
        byLine(id),
        ...throughBmc(id, (jumphost, bmc) => bySerialOverLan(id, jumphost, bmc.id, bmc.ip)),
      ],
    })),
    ...modems.map((id) => ({
      waits: (now: Waiting) => now.modems.includes(id),
      scripts: [typePin(gatewayOf(id))],
    })),
  ];
};

const waitingNow = async (lab: Hardware): Promise<Waiting> => {
  const { switchedOff, asking, lockedModems } = await lab.state();
  return { off: switchedOff, asking, modems: lockedModems };
};

const count = ({ off, asking, modems }: Waiting): number => off.length + asking.length + modems.length;

/** One way after the other from one door after the other, as one person does, until it no longer waits. */
const help = async (lab: Hardware, network: Network, { waits, scripts }: Case): Promise<void> => {
  for (const door of network.doors)
    for (const script of scripts) {
      if (!waits(await waitingNow(lab))) return;
      await lab.exec({ host: laptopAt(door.id), argv: ['sh', '-c', script], timeoutMs: BOUND_MS });
      await pause(MOVE_MS);
    }
};

/**
 * Works until nothing waits, or a whole round has moved nothing that began when laptops had had the time to dial in again since the last
 * thing moved.
 */
export const helpAll = async (lab: Hardware, network: Network): Promise<void> => {
  const redialMs = 1000 * (network.timers.vpnRestart + SLACK_S);
  let moved = performance.now();
  let left = await waitingNow(lab);
  for (let stuck = false; !stuck; ) {
    const began = performance.now();
    await Promise.all(cases(network, left).map((one) => help(lab, network, one)));
    await pause(MOVE_MS);
    const now = await waitingNow(lab);
    stuck = count(now) === count(left) && began - moved > redialMs;
    if (count(now) < count(left)) moved = performance.now();
    left = now;
  }
  await lab.ready();
};
