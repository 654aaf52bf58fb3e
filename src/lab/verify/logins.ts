import { endpoints } from '#model/endpoint.ts';
import type { Network } from '#model/network.ts';
import type { Hardware } from '../faults/fault.ts';
import { partsHere } from '../preflight.ts';
import { laptopAt } from '../world/laptops.ts';
import { loginCommand } from '../world/name-service.ts';
import type { Cell, Login } from './observation.ts';

const BOUND_MS = 30_000;

interface Wanted {
  readonly door: string;
  /** `name@address`, or empty for a login straight through the door. */
  readonly jumphost: string;
  readonly ip: string;
  /** Its name in the rendered ssh_config. */
  readonly alias: string;
  readonly site: string | undefined;
}

/** One device a role and site with an own system on the management network, drawn by the seed. */
const wanted = (network: Network, seed: number): Wanted[] => {
  const own = endpoints(network).filter((e) => e.address.network === 'management');
  const jumphosts = own.filter((e) => e.device.role === 'jumphost');
  const roles = new Map<string, typeof own>();
  for (const endpoint of own)
    roles.set(endpoint.device.role, [...(roles.get(endpoint.device.role) ?? []), endpoint]);
  return [...roles.values()].flatMap((members, at) => {
    const target = members[(seed + at) % members.length]!;
    const site = target.device.site;
    const doors = network.doors.filter((door) => door.site === site);
    const door = doors[(seed + at) % Math.max(1, doors.length)];
    if (!door) return [];
    const jump = jumphosts.find((e) => e.device.site === site);
    const common = {
      door: door.id,
      site,
      ip: target.address.ip,
      alias: target.port.kind === 'bmc' ? target.port.id : target.device.id,
    };
    if (target.device.role === 'gateway' || target.device.role === 'jumphost')
      return [{ ...common, jumphost: '' }];
    return jump ? [{ ...common, jumphost: `${jump.device.id}@${jump.address.ip}` }] : [];
  });
};

/** Whether the port answers on every hop: a login where nothing answers would only wait for its bound. */
const answering = (cells: readonly Cell[], { door, jumphost, ip }: Wanted): boolean => {
  const open = (vantage: string, address: string) =>
    cells.some((cell) => cell.vantage === vantage && cell.ip === address && cell.outcome === 'answered');
  if (jumphost === '') return open(`door:${door}`, ip);
  const [name, jumpIp] = jumphost.split('@');
  return open(`door:${door}`, jumpIp!) && open(`jumphost:${name}`, ip);
};

const login = async (hardware: Hardware, network: Network, one: Wanted): Promise<Login> => {
  const argv = [...loginCommand(network, partsHere(), one.site, one.alias), 'uname', '-n'];
  const result = await hardware.exec({ host: laptopAt(one.door), argv, timeoutMs: BOUND_MS });
  const said = result.ok ? result.stdout.trim() : result.stderr.trim().split('\n').at(-1) || 'no answer';
  return { door: `door:${one.door}`, jumphost: one.jumphost, ip: one.ip, said, ok: result.ok };
};

const notTried = ({ door, jumphost, ip }: Wanted): Login => ({
  door: `door:${door}`,
  jumphost,
  ip,
  said: 'not tried: a hop does not answer',
  ok: false,
});

/**
 * Logs in fully, as an operator does, to one device a role: from a laptop behind a door, over the jumphost, wherever the
 * cells that were just seen show that both answer.
 */
export const logins = async (
  hardware: Hardware,
  network: Network,
  seed: number,
  cells: readonly Cell[],
): Promise<Login[]> => {
  if (network.operators.length === 0) return [];
  return Promise.all(
    wanted(network, seed).map((one) =>
      answering(cells, one) ? login(hardware, network, one) : notTried(one),
    ),
  );
};
