import { lastResorts } from '#model/last-resort.ts';
import { BMC_USER } from '../world/bmc.ts';
import type { Drill, Typed } from './drill.ts';
import { hostname, inBandServers, laptopOf, SSH } from './places.ts';

/** The server lives and lets nobody in; its BMC is another computer. */
export const deadSshd: Drill = {
  id: 'dead-sshd',
  title: 'the only sshd of a server dies: power-cycled by its BMC',
  source: 'T03',
  lesson:
    'A BMC is a computer beside the computer: it answers when the other does not. Ask for the status before and after.',
  on: (ground) => {
    const laptop = laptopOf(ground);
    const bmcs = lastResorts(ground.topology).flatMap((one) =>
      one.by === 'bmc' && one.verb === 'power' ? [one] : [],
    );
    const patient = inBandServers(ground).flatMap(
      ({ id }) => bmcs.find(({ device }) => device === id) ?? [],
    )[0];
    const site = patient && ground.topology.device(patient.device).site;
    const jumphost = ground.network.devices.find((one) => one.role === 'jumphost' && one.site === site)?.id;
    if (!laptop) return 'no door that an operator comes in by';
    if (!patient || !jumphost) return 'no server with a BMC behind a jumphost';
    const { device, bmc, ip } = patient;
    const logInto = `${SSH} ${device}.in-band hostname`;
    const ipmi = (why: string, command: string, says: string): Typed => ({
      why,
      at: laptop,
      command: `${SSH} -tt ${jumphost} ipmitool -I lanplus -C 3 -H ${ip} -U ${BMC_USER} -a chassis power ${command}`,
      dialogue: [{ sees: 'Password', secret: `ipmi-password/${bmc}` }],
      expect: { says, exit: 'succeeds' },
    });
    return [
      {
        why: 'The server answers.',
        at: laptop,
        command: logInto,
        expect: { says: `^${hostname(device)}$`, exit: 'succeeds' },
      },
      { why: 'Its sshd dies and stays dead.', breaks: `service-crash:${device}/sshd` },
      {
        why: 'Refused: the server lives, and nobody gets in.',
        at: laptop,
        command: logInto,
        expect: { says: 'Connection refused', exit: 'fails' },
      },
      ipmi('Its BMC answers: the board is on.', 'status', 'Chassis Power is on'),
      ipmi(
        'Off and on again. Every service that starts at boot comes back.',
        'cycle',
        'Chassis Power Control: Cycle',
      ),
      {
        why: 'It is back.',
        at: laptop,
        command: logInto,
        expect: { says: `^${hostname(device)}$`, exit: 'succeeds' },
        within: 30,
      },
    ];
  },
};
