import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../shared/tools/netbox-replay/', import.meta.url));
const SERVER = `${FOLDER}serve.mjs`;

/** Invented rows with a console server, a fed PDU and other things that the demo data have none of. */
export const OVERLAY = `${FOLDER}data/overlay-oob.json`;
export const TOKEN = '0123456789abcdef0123456789abcdef01234567';

/** Why tests with the stand-in cannot run, if they cannot. */
export const MISSING = existsSync(SERVER) ? undefined : 'no stand-in NetBox at ../shared/tools/netbox-replay';

/** A stand-in NetBox with its official demo data. */
export interface StandIn {
  readonly url: string;
  /** The rows of a list, by the server's own next links. */
  readonly list: (path: string) => Promise<Row[]>;
  /** `fail?status=500&times=2`, `reset`, `requests` */
  readonly control: (request: string) => Promise<unknown>;
  readonly overlay: (tables: object) => Promise<void>;
  readonly stop: () => void;
}

interface Ref {
  readonly id: number;
  readonly name?: string;
  readonly device?: Ref;
  readonly circuit?: { readonly cid: string; readonly provider: { readonly slug: string } };
}

/** A port or circuit termination as the server answers it. */
export interface Row extends Ref {
  readonly connected_endpoints: readonly Ref[] | null;
  readonly connected_endpoints_type: string | null;
  readonly connected_endpoints_reachable: boolean | null;
  readonly link_peers: readonly Ref[];
  readonly link_peers_type: string | null;
}

const listening = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /listening (http:\S+)/.exec(text)?.[1];
      if (url) resolve(url);
    });
    child.on('exit', (code) => reject(new Error(`the stand-in ended with ${code}`)));
  });

const answer = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, { headers: { authorization: `Token ${TOKEN}` }, ...init });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return JSON.parse(await response.text());
};

const listOf = async (url: string, path: string): Promise<Row[]> => {
  const rows: Row[] = [];
  for (let next = `${url}/api/${path}/?limit=1000`; next; ) {
    const page = await answer(next);
    rows.push(...page.results);
    next = page.next;
  }
  return rows;
};

/** Starts a stand-in on a free port; `data` are files laid over the demo data. */
export const startStandIn = async (...data: string[]): Promise<StandIn> => {
  const files = data.flatMap((file) => ['--data', file]);
  const child = spawn(process.execPath, [SERVER, '--port', '0', ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await listening(child);
  return {
    url,
    list: (path) => listOf(url, path),
    control: (request) => answer(`${url}/__control/${request}`),
    overlay: async (tables) => {
      await answer(`${url}/__control/overlay`, { method: 'POST', body: JSON.stringify({ tables }) });
    },
    stop: () => child.kill(),
  };
};
