import type { Board } from './chassis.ts';

/**
 * A BMC's Redfish service (DMTF DSP0266 1.20): sessions, basic authentication, one system that can be reset. As real ones do, it is busy for a
 * while after its start, knows few sessions, and may be slow; pure, so time and power are given.
 */
export interface RedfishHost {
  readonly board: Board;
  /** As the system calls itself. */
  readonly name: string;
  readonly user: string;
  readonly password: string;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** A word that nobody can guess. */
  readonly token: () => string;
}

export interface RedfishRequest {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  /** The value of Authorization. */
  readonly authorization?: string;
  readonly body: string;
}

export interface RedfishAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Busy for so long after its start; real ones take minutes. */
export const BUSY_MS = 2_000;
export const MOST_SESSIONS = 4;
/** SessionTimeout, in seconds; DSP0268 allows 30 to 86400. */
export const SESSION_S = 300;

const ROOT = '/redfish/v1';
const SESSIONS = `${ROOT}/SessionService/Sessions`;
const SYSTEM = `${ROOT}/Systems/1`;
const RESET = `${SYSTEM}/Actions/ComputerSystem.Reset`;

/** ResetType (DSP0268, Resource) by what it does to the board. */
const RESETS: Readonly<Record<string, (board: Board) => void>> = {
  On: (board) => board.switch(true),
  ForceOff: (board) => board.switch(false),
  GracefulShutdown: (board) => board.switch(false),
  ForceRestart: (board) => board.reset(),
  GracefulRestart: (board) => board.reset(),
  PowerCycle: (board) => board.reset(),
};

const answer = (status: number, body?: unknown, headers: Record<string, string> = {}): RedfishAnswer => ({
  status,
  headers: { 'OData-Version': '4.0', ...headers },
  ...(body === undefined ? {} : { body }),
});

/** An error as DSP0266 section 8.6 has it, with a message of the Base registry. */
const failure = (
  status: number,
  id: string,
  text: string,
  headers?: Record<string, string>,
): RedfishAnswer => {
  const code = `Base.1.18.${id}`;
  const extended = [{ MessageId: code, Message: text }];
  return answer(status, { error: { code, message: text, '@Message.ExtendedInfo': extended } }, headers);
};

const resource = (path: string, type: string, name: string, more: object = {}) => ({
  '@odata.id': path,
  '@odata.type': type,
  Id: path.slice(path.lastIndexOf('/') + 1),
  Name: name,
  ...more,
});

const collection = (path: string, type: string, name: string, members: readonly string[]) => ({
  '@odata.id': path,
  '@odata.type': type,
  Name: name,
  'Members@odata.count': members.length,
  Members: members.map((id) => ({ '@odata.id': id })),
});

const parsed = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

interface Session {
  readonly id: string;
  readonly token: string;
  used: number;
}

/** What a BMC's web server answers. */
export class Redfish {
  readonly #host: RedfishHost;
  readonly #started: number;
  #sessions: Session[] = [];
  #next = 1;

  constructor(host: RedfishHost) {
    this.#host = host;
    this.#started = host.now();
  }

  answer(request: RedfishRequest): RedfishAnswer {
    const wait = this.#started + BUSY_MS - this.#host.now();
    if (wait > 0)
      return failure(503, 'ServiceTemporarilyUnavailable', 'The service is temporarily unavailable.', {
        'Retry-After': String(Math.ceil(wait / 1000)),
      });
    const path = request.path.replace(/\/+$/, '');
    if (path === '/redfish') return answer(200, { v1: `${ROOT}/` });
    if (path === ROOT && request.method === 'GET') return answer(200, this.#root());
    if (path === SESSIONS && request.method === 'POST') return this.#logIn(request.body);
    if (!this.#isKnown(request))
      return failure(401, 'NoValidSession', 'There is no valid session established with the implementation.');
    return this.#inside({ ...request, path });
  }

  #root() {
    return resource(ROOT, '#ServiceRoot.v1_17_0.ServiceRoot', 'Root', {
      RedfishVersion: '1.20.0',
      Systems: { '@odata.id': `${ROOT}/Systems` },
      SessionService: { '@odata.id': `${ROOT}/SessionService` },
      Links: { Sessions: { '@odata.id': SESSIONS } },
    });
  }

  #logIn(body: string): RedfishAnswer {
    const { UserName, Password } = parsed(body) ?? {};
    if (UserName !== this.#host.user || Password !== this.#host.password)
      return failure(
        401,
        'ResourceAtUriUnauthorized',
        'While accessing the resource, the service received an authorization error.',
      );
    this.#forget();
    if (this.#sessions.length >= MOST_SESSIONS)
      return failure(
        503,
        'SessionLimitExceeded',
        'The session establishment failed due to the number of simultaneous sessions exceeding the limit.',
      );
    const session = { id: String(this.#next++), token: this.#host.token(), used: this.#host.now() };
    this.#sessions.push(session);
    const path = `${SESSIONS}/${session.id}`;
    const made = resource(path, '#Session.v1_7_0.Session', 'User Session', { UserName });
    return answer(201, made, { 'X-Auth-Token': session.token, Location: path });
  }

  #forget(): void {
    const oldest = this.#host.now() - SESSION_S * 1000;
    this.#sessions = this.#sessions.filter(({ used }) => used >= oldest);
  }

  #isKnown({ token, authorization }: RedfishRequest): boolean {
    this.#forget();
    const session = this.#sessions.find((one) => one.token === token);
    if (session) session.used = this.#host.now();
    const basic = Buffer.from(`${this.#host.user}:${this.#host.password}`).toString('base64');
    return session !== undefined || authorization === `Basic ${basic}`;
  }

  #inside({ method, path, body }: RedfishRequest): RedfishAnswer {
    if (path === RESET && method === 'POST') return this.#reset(body);
    if (path.startsWith(`${SESSIONS}/`) && method === 'DELETE') return this.#logOut(path);
    const found = this.#resource(path);
    if (found === undefined)
      return failure(404, 'ResourceMissingAtURI', `The resource at the URI '${path}' was not found.`);
    return method === 'GET'
      ? answer(200, found)
      : failure(405, 'OperationNotAllowed', 'The HTTP method is not allowed on this resource.');
  }

  #resource(path: string): unknown {
    const { board, name } = this.#host;
    const sessions = this.#sessions.map(({ id }) => `${SESSIONS}/${id}`);
    const known: Readonly<Record<string, unknown>> = {
      [`${ROOT}/Systems`]: collection(
        `${ROOT}/Systems`,
        '#ComputerSystemCollection.ComputerSystemCollection',
        'Systems',
        [SYSTEM],
      ),
      [SYSTEM]: resource(SYSTEM, '#ComputerSystem.v1_23_0.ComputerSystem', name, {
        HostName: name,
        PowerState: board.on() ? 'On' : 'Off',
        Actions: {
          '#ComputerSystem.Reset': {
            target: RESET,
            'ResetType@Redfish.AllowableValues': Object.keys(RESETS),
          },
        },
      }),
      [`${ROOT}/SessionService`]: resource(
        `${ROOT}/SessionService`,
        '#SessionService.v1_1_9.SessionService',
        'Session Service',
        {
          SessionTimeout: SESSION_S,
          Sessions: { '@odata.id': SESSIONS },
        },
      ),
      [SESSIONS]: collection(SESSIONS, '#SessionCollection.SessionCollection', 'Sessions', sessions),
    };
    return known[path];
  }

  #reset(body: string): RedfishAnswer {
    const { ResetType } = parsed(body) ?? {};
    const reset =
      typeof ResetType === 'string' && Object.hasOwn(RESETS, ResetType) ? RESETS[ResetType] : undefined;
    if (!reset)
      return failure(
        400,
        'ActionParameterValueNotInList',
        `The value '${String(ResetType)}' for the parameter ResetType in the action ComputerSystem.Reset is not in the list of acceptable values.`,
      );
    reset(this.#host.board);
    return answer(204);
  }

  #logOut(path: string): RedfishAnswer {
    const id = path.slice(SESSIONS.length + 1);
    const before = this.#sessions.length;
    this.#sessions = this.#sessions.filter((one) => one.id !== id);
    return this.#sessions.length < before
      ? answer(204)
      : failure(404, 'ResourceMissingAtURI', `The resource at the URI '${path}' was not found.`);
  }
}
