import type { Drill } from './drill.ts';
import { hasLine, hostname, inBandServers, laptopOf, leave, logIn, neighbours, SSH } from './places.ts';

/** A wrong change on a switch takes production away, and the way to the switch with it; its serial line is left. */
export const wrongConfig: Drill = {
  id: 'wrong-config',
  title: 'a switch is misconfigured: rolled back over its console',
  source: 'T48',
  lesson:
    'A serial line needs nothing of the device but its power. The prompt says which device it is: read it before you type.',
  on: (ground) => {
    const laptop = laptopOf(ground);
    const pair = inBandServers(ground).flatMap(({ id }) =>
      neighbours(ground, id)
        .filter((device) => ground.topology.device(device).role === 'switch' && hasLine(ground, device))
        .filter(() => neighbours(ground, id).length === 1)
        .map((device) => ({ server: id, device })),
    )[0];
    if (!laptop) return 'no door that an operator comes in by';
    if (!pair) return 'no server that hangs on one switch with a serial line to a console server';
    const { server, device } = pair;
    const inBand = `${SSH} ${server}.in-band hostname`;
    return [
      {
        why: 'Production works: people log in to the server by its own network.',
        at: laptop,
        command: inBand,
        expect: { says: `^${hostname(server)}$`, exit: 'succeeds' },
      },
      { why: 'Somebody commits a wrong configuration.', breaks: `misconfiguration:${device}` },
      {
        why: 'The server is gone from production.',
        at: laptop,
        command: inBand,
        expect: { exit: 'fails' },
        within: 20,
      },
      {
        why: 'The console: log in with the local account, look, roll back, leave.',
        at: laptop,
        command: `${SSH} ${device}.console`,
        dialogue: [
          ...logIn(device),
          { sees: `${device}> `, type: 'show interfaces\r' },
          { sees: `${device}> `, type: 'rollback\r' },
          { sees: 'Rolled back', type: 'exit\r' },
          { sees: 'login: ' },
          ...leave(ground, device),
        ],
        expect: { says: 'br0 +DOWN[^]*Rolled back' },
      },
      {
        why: 'Production is back.',
        at: laptop,
        command: inBand,
        expect: { says: `^${hostname(server)}$`, exit: 'succeeds' },
        within: 20,
      },
    ];
  },
};
