import { type Act, compareOids, type MibObject, type Setting } from './mib.ts';

/** What lies behind a PDU's snmpd. */
export interface Agent {
  objects(): readonly MibObject[];
  act(act: Act): void;
  /** `of`: an outlet's id, or the PDU's. */
  set(of: string, setting: Setting, seconds: number): void;
}

const parseOid = (text: string): number[] | undefined =>
  /^\.?\d+(\.\d+)*$/.test(text) ? text.replace(/^\./, '').split('.').map(Number) : undefined;

const shown = (object: MibObject | undefined): string =>
  object ? `.${object.oid.join('.')}\n${object.type}\n${object.value}` : 'NONE';

const get = (agent: Agent, text: string): string => {
  const oid = parseOid(text);
  return shown(oid && agent.objects().find((object) => compareOids(object.oid, oid) === 0));
};

const getNext = (agent: Agent, text: string): string => {
  const oid = parseOid(text);
  return shown(oid && agent.objects().find((object) => compareOids(object.oid, oid) > 0));
};

/** `value`: type and value, `integer 2`. */
const set = (agent: Agent, text: string, value: string): string => {
  const oid = parseOid(text);
  const object = oid && agent.objects().find((one) => compareOids(one.oid, oid) === 0);
  if (!object?.acts && !object?.sets) return 'not-writable';
  const [type, written = ''] = value.trim().split(/\s+/);
  if (type !== 'integer') return 'wrong-type';
  const act = object.acts && Object.hasOwn(object.acts, written) ? object.acts[written] : undefined;
  if (act) agent.act(act);
  else if (object.sets && /^\d+$/.test(written) && Number(written) <= object.sets.most)
    agent.set(object.sets.of, object.sets.setting, Number(written));
  else return 'wrong-value';
  return 'DONE';
};

/**
 * One conversation with net-snmp's pass_persist (snmpd.conf(5)): hears a line, answers when a request is complete. After a `set` snmpd sends
 * an empty line that belongs to nothing, and waits for ever for an answer that does not come, so every request gets one.
 */
export const passPersist = (agent: Agent): ((line: string) => string | undefined) => {
  let request: string[] = [];
  return (line) => {
    if (line === '' && request.length === 0) return undefined;
    request.push(line);
    const [verb, oid, value] = request;
    const needed = verb === 'set' ? 3 : verb === 'get' || verb === 'getnext' ? 2 : 1;
    if (request.length < needed) return undefined;
    request = [];
    if (verb === 'PING') return 'PONG';
    if (verb === 'get') return get(agent, oid!);
    if (verb === 'getnext') return getNext(agent, oid!);
    return verb === 'set' ? set(agent, oid!, value!) : 'NONE';
  };
};
