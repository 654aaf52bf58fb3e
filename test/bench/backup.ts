/**
 * What a backup that fills a server's link does to those who want to log in there: over production's wire, and over a network of its own
 * (talk sentence T12, rule R06). Prints round trips from the Internet and the seconds of a login, in band and out of band. Needs root.
 */
import { fileURLToPath } from 'node:url';
import { loadInventory } from '#inventory/load.ts';
import { type Lab, startLab } from '#lab/cage/lab.ts';
import { preflight } from '#lab/preflight.ts';
import { LAPTOP, laptopAt } from '#lab/world/laptops.ts';
import { labMaterial } from '#lab/world/material.ts';
import { labPlan } from '#lab/world/world.ts';

const [SENDER, RECEIVER] = ['zrh1/r01/srv2', 'zrh1/r01/srv1'];
/** The switch ports that lead to the receiver, production's and the backup network's. */
const PORTS = { 'zrh1/r01/sw1': 'p2', 'zrh1/r01/bsw1': 'p1' };
/** What those carry, and how long they let frames wait. */
const [RATE, QUEUE] = ['20mbit', '100ms'];
/** Addresses of the backup's own network: its plan is that network's, not ours. */
const META = { [SENDER]: '172.30.0.1', [RECEIVER]: '172.30.0.2' };
const PORT = 4000;
/** Backup programs send in parallel. */
const STREAMS = 8;
const PINGS = 30;
const TRIES = 5;

const missing = preflight();
if (missing.length > 0) {
  console.log(`skipped: missing ${missing.map((one) => one.what).join(', ')}`);
  process.exit(0);
}
const { network } = loadInventory(fileURLToPath(new URL('../cases/lab/backup.yaml', import.meta.url)));
if (!network) throw new Error('the inventory does not load');
const made = await labMaterial(network);
const production = (device: string): string =>
  network.addresses.find(({ port }) => port === `${device}:eth0`)!.ip;
const door = network.doors[0]!.id;

const sh = async (lab: Lab, host: string, script: string, timeoutMs = 30_000): Promise<string> => {
  const { ok, stdout, stderr } = await lab.exec({ host, argv: ['sh', '-c', script], timeoutMs });
  if (!ok) throw new Error(`${host}: ${script}: ${stderr.slice(-300)}`);
  return stdout;
};

const prepare = async (lab: Lab): Promise<void> => {
  for (const [device, ip] of Object.entries(META)) await sh(lab, device, `ip addr add ${ip}/24 dev meta`);
  for (const [device, port] of Object.entries(PORTS))
    await sh(lab, device, `tc qdisc add dev ${port} root tbf rate ${RATE} burst 32k latency ${QUEUE}`);
};

/** A backup that goes on until it is stopped, and by now fills the link; returns how to stop it. */
const backUp = async (lab: Lab, by: keyof typeof PORTS, to: string): Promise<() => Promise<void>> => {
  const receive = `socat -u TCP-LISTEN:${PORT},bind=${to},reuseaddr,fork OPEN:/dev/null`;
  const send = `socat -u OPEN:/dev/zero TCP:${to}:${PORT},retry=50,interval=0.1`;
  await sh(lab, RECEIVER, `${receive} & echo $! >/run/backup.pids`);
  await sh(
    lab,
    SENDER,
    `: >/run/backup.pids; for n in $(seq ${STREAMS}); do ${send} & echo $! >>/run/backup.pids; done`,
  );
  const overflows = `tc -s qdisc show dev ${PORTS[by]} | grep -qE 'dropped [1-9]'`;
  await sh(lab, by, `n=0; until ${overflows}; do n=$((n+1)); [ $n -lt 250 ] || exit 1; sleep 0.1; done`);
  return async () => {
    for (const host of [SENDER, RECEIVER]) await sh(lab, host, 'kill $(cat /run/backup.pids)');
  };
};

const roundTrip = async (lab: Lab): Promise<string> => {
  const said = await sh(lab, LAPTOP, `ping -q -i 0.1 -c ${PINGS} -w 15 ${production(RECEIVER)}`);
  const loss = /([\d.]+)% packet loss/.exec(said)?.[1];
  const [, middle, most] = /= [\d.]+\/([\d.]+)\/([\d.]+)/.exec(said) ?? [];
  return `round trip ${Math.round(Number(middle))} ms, at most ${Math.round(Number(most))} ms, ${loss} % lost`;
};

const BANNER =
  'exec 3<>"/dev/tcp/$1/22"; read -r -t 10 banner <&3; case $banner in SSH-*) ;; *) exit 1 ;; esac';
const LOGIN = ['ssh', '-F', '/etc/relaxops/lab/ssh_config', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'];

/** The middle of some tries, in seconds. */
const seconds = async (lab: Lab, host: string, argv: readonly string[]): Promise<string> => {
  const times: number[] = [];
  for (let n = 0; n < TRIES; n++) {
    const began = performance.now();
    const { ok } = await lab.exec({ host, argv, timeoutMs: 20_000 });
    if (ok) times.push((performance.now() - began) / 1000);
  }
  const middle = times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  const failed = TRIES - times.length;
  return `${middle?.toFixed(2) ?? '-'} s${failed > 0 ? `, ${failed} of ${TRIES} failed` : ''}`;
};

const lab = await startLab(labPlan(network, made, `bench-${process.pid}-backup`));
try {
  await lab.ready();
  await prepare(lab);
  console.log(
    `the ports to the server carry ${RATE} and queue ${QUEUE}; ${STREAMS} streams, ${PINGS} pings, ${TRIES} logins each`,
  );
  const look = async (when: string): Promise<void> => {
    const inBand = await seconds(lab, LAPTOP, ['bash', '-c', BANNER, '-', production(RECEIVER)]);
    const outOfBand = await seconds(lab, laptopAt(door), [...LOGIN, RECEIVER, 'true']);
    console.log(
      `${when}: ${await roundTrip(lab)}; sshd's banner in band ${inBand}; a login out of band ${outOfBand}`,
    );
  };
  await look('no backup');
  for (const [where, by, to] of [
    ['backup over the meta network', 'zrh1/r01/bsw1', META[RECEIVER]!],
    ["backup over production's wire", 'zrh1/r01/sw1', production(RECEIVER)],
  ] as const) {
    const stop = await backUp(lab, by, to);
    await look(where);
    await stop();
  }
} finally {
  await lab.down();
}
