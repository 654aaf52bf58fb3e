import { failureId } from '#model/failure.ts';
import { BAN_TABLE, BAN_UNIT, LIFT } from '../world/door-ban.ts';
import { variantFault } from './_variant.ts';
import type { Fault, Hardware } from './fault.ts';

const KIND = 'operators-banned';
const gatewayOf = (scope: string): string => scope.slice(scope.indexOf('@') + 1);

const WAIT_S = 20;
/** Until the kernel has a banned network: it ends with an error after the bound. */
const BANNED = `timeout ${WAIT_S} sh -c 'until nft list set ${BAN_TABLE} banned 2>/dev/null | grep -q elements; do sleep 0.1; done'`;

const hasPower = async (lab: Hardware, scope: string): Promise<boolean> =>
  (await lab.state()).poweredHosts.includes(gatewayOf(scope));

/** What bans at the door wakes up; somebody in the network sends packets with a wrong key; the network is banned. Mended, the ban is lifted. */
export const operatorsBanned: Fault = {
  ...variantFault(KIND),
  cause: async (lab, scope) => {
    const name = failureId({ kind: KIND, scope });
    const { changed } = await lab.vary(name);
    // A gateway without power bans nobody and lets nobody in.
    if (!changed || !(await hasPower(lab, scope))) return;
    await lab.sendFew(name);
    const { ok } = await lab.exec({ host: gatewayOf(scope), argv: ['sh', '-c', BANNED] });
    if (!ok)
      throw new Error(`${gatewayOf(scope)} bans nobody: ${await lab.logs(gatewayOf(scope), BAN_UNIT)}`);
  },
  mend: async (lab, scope) => {
    const host = gatewayOf(scope);
    // Without power the ban has gone with the kernel.
    if (await hasPower(lab, scope)) {
      const { ok, stdout, stderr } = await lab.exec({ host, argv: ['sh', LIFT] });
      if (!ok) throw new Error(`${host} lifts no ban: ${stdout}${stderr}`);
    }
    await lab.unvary(failureId({ kind: KIND, scope }));
  },
};
