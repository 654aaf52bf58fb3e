import { must } from '#base/result.ts';
import { type LastResort, lastResorts, outletName } from '#model/last-resort.ts';
import { askedAtLogin } from '#model/login-service.ts';
import type { Secrets } from '#model/material.ts';
import type { LineDaemon, Network } from '#model/network.ts';
import { lineDaemonOf } from '#model/service.ts';
import { type Topology, topologyOf } from '#model/topology.ts';
import type { Hardware } from '../faults/fault.ts';
import type { LabEmulated } from '../plan.ts';
import { dotted } from '../power/mib.ts';
import { mibNamed } from '../power/mibs.ts';
import { BMC_USER } from '../world/bmc.ts';
import { type ConsoleOutcome, consoleOutcome, promptIn } from './console-outcome.ts';
import { answersIn, chassisScript, consoleScript, snmpScript, solScript } from './resort-scripts.ts';

/** One try at a device's console or power by its last resort, from one jumphost. */
export interface ResortCell {
  readonly vantage: string;
  readonly device: string;
  readonly verb: LastResort['verb'];
  readonly by: LastResort['by'];
  /** How it ended; a chassis or outlet that does not answer is silent. */
  readonly outcome: ConsoleOutcome | 'no-vantage';
  /** The device that the answer names; a chassis names none. */
  readonly said?: string;
}

/** Tries last resorts once from every jumphost: all, or those that are chosen, by the resort and the place of its device in the order. */
export type LookAtResorts = (chosen?: ChooseResorts) => Promise<ResortCell[]>;
export type ChooseResorts = (resort: LastResort, at: number) => boolean;

/** Whatever a script takes on top of its own bounds. */
const BOUND_MS = 30_000;

interface Tried {
  readonly resort: LastResort;
  readonly outcome: ConsoleOutcome;
  readonly said?: string;
}

type ByBmc = Extract<LastResort, { by: 'bmc' }>;

/** What is needed to try: the lab, what it plays, and the secrets of the operator who tries. */
export interface ResortOptions {
  readonly hardware: Hardware;
  readonly network: Network;
  readonly emulated: LabEmulated;
  readonly secrets: Secrets;
}

/** Answers by key of a script on a jumphost; undefined if that has no power. */
type Ask = (script: string, stdin: string) => Promise<ReadonlyMap<string, string> | undefined>;

class Attempts {
  readonly #options: ResortOptions;
  readonly #topology: Topology;
  readonly #resorts: readonly LastResort[];

  constructor(options: ResortOptions, chosen: ChooseResorts) {
    this.#options = options;
    this.#topology = topologyOf(options.network);
    const places = new Map(options.network.devices.map(({ id }, at) => [id, at]));
    this.#resorts = lastResorts(this.#topology)
      .filter((resort) => this.#isPlayed(resort))
      .filter((resort) => chosen(resort, places.get(resort.device)!));
  }

  /** From all jumphosts at once; but a BMC has one serial over LAN session, and a line of conserver's one writer: there they take turns. */
  async look(): Promise<ResortCell[]> {
    const jumphosts = this.#options.network.devices.filter((device) => device.role === 'jumphost');
    const cells = await Promise.all(
      jumphosts.map(({ id }) =>
        this.#from(id, [
          (ask) => this.#lines(ask, 'ser2net'),
          (ask) => this.#chassis(ask),
          (ask) => this.#outlets(ask),
        ]),
      ),
    );
    for (const [at, { id }] of jumphosts.entries()) {
      const answering = new Set(
        cells[at]!.filter(({ by, outcome }) => by === 'bmc' && outcome === 'answered').map(
          ({ device }) => device,
        ),
      );
      const ways = [
        (ask: Ask) => this.#serialOverLan(ask, answering),
        (ask: Ask) => this.#lines(ask, 'conserver'),
      ];
      cells.push(await this.#from(id, ways));
    }
    return cells.flat();
  }

  /** A part that stays off here has no targets. */
  #isPlayed(resort: LastResort): boolean {
    const { lines, bmcs, pdus } = this.#options.emulated;
    if (resort.by === 'line') return lines.some((line) => line.cable === resort.cable);
    if (resort.by === 'bmc') return bmcs.some(({ host }) => host === resort.bmc);
    return pdus.some(({ host }) => host === resort.pdu);
  }

  async #from(jumphost: string, ways: ((ask: Ask) => Promise<Tried[]>)[]): Promise<ResortCell[]> {
    let alive = true;
    const ask: Ask = async (script, stdin) => {
      const argv = ['sh', '-c', script];
      try {
        return answersIn(
          (await this.#options.hardware.exec({ host: jumphost, argv, stdin, timeoutMs: BOUND_MS })).stdout,
        );
      } catch (error) {
        if (!/has no power|hangs/.test(String(error))) throw error;
        alive = false;
        return undefined;
      }
    };
    const tried = (await Promise.all(ways.map((way) => way(ask)))).flat();
    return tried.map(({ resort: { device, verb, by }, outcome, said }) => ({
      vantage: `jumphost:${jumphost}`,
      device,
      verb,
      by,
      outcome: alive ? outcome : 'no-vantage',
      ...(said === undefined ? {} : { said }),
    }));
  }

  #lines(ask: Ask, daemon: LineDaemon): Promise<Tried[]> {
    const { network, secrets, emulated } = this.#options;
    const operator = must(network.operators[0], 'operator').id;
    const key = `${must(secrets[`ssh-user-key/${operator}`], 'key').reveal().trimEnd()}\n`;
    const password = (who: string): string =>
      must(secrets[`radius-password/${who}`], `password of ${who}`).reveal();
    const daemonOf = (id: string): LineDaemon => lineDaemonOf(this.#topology.device(id));
    const lines = this.#resorts.flatMap((resort) =>
      resort.by === 'line' && daemonOf(resort.server) === daemon ? [resort] : [],
    );
    const servers = [...new Set(lines.map((line) => line.server))];
    const onServer = async (server: string): Promise<Tried[]> => {
      const own = lines
        .filter((line) => line.server === server)
        .map((resort) => {
          const { port } = must(
            emulated.lines.find((line) => line.cable === resort.cable),
            resort.cable,
          );
          return { resort, line: { number: Number(port), daemon, device: resort.device } };
        });
      const asked = askedAtLogin(network, server) !== undefined;
      const script = consoleScript(
        operator,
        server,
        own.map(({ line }) => line),
        asked,
      );
      const said = await ask(script, asked ? `${password(operator)}\n${key}` : key);
      return own.map(({ resort, line }) => heard(resort, said?.get(String(line.number))));
    };
    return Promise.all(servers.map(onServer)).then((all) => all.flat());
  }

  #bmcs(verb: LastResort['verb']): ByBmc[] {
    return this.#resorts.flatMap((one) => (one.by === 'bmc' && one.verb === verb ? [one] : []));
  }

  /** A line for each BMC: its key, its address, its password. */
  #accounts(resorts: readonly ByBmc[]): string {
    const { secrets } = this.#options;
    return resorts
      .map(
        ({ ip, bmc }, at) =>
          `${at} ${ip} ${must(secrets[`ipmi-password/${bmc}`], 'password of a BMC').reveal()}\n`,
      )
      .join('');
  }

  /** Who is silent is asked once more: one datagram in time is all that the answer takes, and a busy machine may miss it. */
  async #chassis(ask: Ask): Promise<Tried[]> {
    const first = await this.#chassisOnce(ask, this.#bmcs('power'));
    const silent = first.flatMap(({ outcome, resort }) => (outcome === 'silent' ? [resort] : []));
    const second = await this.#chassisOnce(ask, silent);
    return first.map((one) => second.find(({ resort }) => resort === one.resort) ?? one);
  }

  async #chassisOnce(ask: Ask, resorts: readonly ByBmc[]): Promise<(Tried & { resort: ByBmc })[]> {
    const said = resorts.length > 0 ? await ask(chassisScript(BMC_USER), this.#accounts(resorts)) : undefined;
    return resorts.map((resort, at) => ({
      resort,
      outcome: answers(/^Chassis Power is (on|off)/m.test(said?.get(String(at)) ?? '')),
    }));
  }

  /** Only where the chassis answered a moment ago: elsewhere it would wait for its bound. */
  async #serialOverLan(ask: Ask, answering: ReadonlySet<string>): Promise<Tried[]> {
    const resorts = this.#bmcs('console');
    const open = resorts.filter(({ device }) => answering.has(device));
    const said = open.length > 0 ? await ask(solScript(BMC_USER), this.#accounts(open)) : undefined;
    return resorts.map((resort) => {
      const tried = heard(resort, said?.get(String(open.indexOf(resort))) ?? '');
      return { ...tried, outcome: answers(tried.outcome === 'answered') };
    });
  }

  /** One question for all outlets of a PDU that somebody's power hangs on. */
  async #outlets(ask: Ask): Promise<Tried[]> {
    const outlets = this.#resorts.filter((resort) => resort.by === 'outlet');
    const pdus = [...new Map(outlets.map(({ pdu, ip }) => [pdu, ip]))];
    if (pdus.length === 0) return [];
    const nameOf = (id: string, outlet: string): string => {
      const pdu = this.#options.emulated.pdus.find(({ host }) => host === id);
      const { number } = must(
        pdu?.outlets.find((one) => one.id === outlet),
        outlet,
      );
      return dotted(mibNamed(pdu!.mib).nameOf(number));
    };
    const line = ([pdu, ip]: (typeof pdus)[number], at: number): string => {
      const oids = outlets.filter((one) => one.pdu === pdu).map((one) => nameOf(pdu, one.outlet));
      return `${at} ${ip} ${must(this.#options.secrets[`snmp-read/${pdu}`], 'community of a PDU').reveal()} ${oids.join(' ')}\n`;
    };
    const said = await ask(snmpScript(), pdus.map(line).join(''));
    return pdus.flatMap(([pdu], at) => {
      const names = (said?.get(String(at)) ?? '').split('\n').map((name) => name.replace(/^"|"$/g, ''));
      return outlets
        .filter((one) => one.pdu === pdu)
        .map((resort, nth): Tried => {
          const answered = /^[^\s]+$/.test(names[nth] ?? '');
          const right = names[nth] === outletName(this.#topology, resort.outlet, resort.feeds);
          return {
            resort,
            outcome: answers(answered),
            ...(answered ? { said: right ? resort.device : names[nth]! } : {}),
          };
        });
    });
  }
}

const answers = (yes: boolean): ConsoleOutcome => (yes ? 'answered' : 'silent');

const heard = (resort: LastResort, text: string | undefined): Tried => {
  const said = promptIn(text ?? '');
  return { resort, outcome: consoleOutcome(text), ...(said === undefined ? {} : { said }) };
};

/** Tries last resorts in a lab. Knows no prediction. */
export const observeResorts =
  (options: ResortOptions): LookAtResorts =>
  (chosen = () => true) =>
    new Attempts(options, chosen).look();
