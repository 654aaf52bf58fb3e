import { secretPlaceholder } from '#model/rendered.ts';
import { legsOf } from '#render/_legs.ts';
import type { RenderContext } from '#render/context.ts';
import { hostNamed } from '#render/renderer.ts';
import { BMC_USER } from './bmc.ts';
import { bmcPorts, CONSOLE_USER } from './emulated.ts';
import { SNMP_USER } from './pdu.ts';

const secret = (kind: string, id: string): string => secretPlaceholder(`${kind}/${id}`);

const addressOf = (context: RenderContext, id: string): string =>
  legsOf(context, hostNamed(context, id))[0]?.ip ?? 'no address';

/** What an operator would have in a password store, for consoles, BMCs and PDUs: a line each. */
export const passwordList = (context: RenderContext): string[] =>
  context.network.devices.flatMap((device) => [
    ...(device.ports.some((port) => port.kind === 'console') || bmcPorts(context, device).length > 0
      ? [`${device.id}: console login ${CONSOLE_USER}, password ${secret('console-password', device.id)}`]
      : []),
    ...bmcPorts(context, device).map(
      ({ id }) =>
        `${id}: ${addressOf(context, id)}, IPMI and Redfish user ${BMC_USER}, password ${secret('ipmi-password', id)}`,
    ),
    ...(device.role === 'pdu'
      ? [
          `${device.id}: ${addressOf(context, device.id)}, SNMP 2c community ${secret('snmp-read', device.id)}, to write ${secret('snmp-write', device.id)}`,
          `${device.id}: SNMP 3 user ${SNMP_USER}, SHA-256 ${secret('snmp-auth', device.id)}, AES ${secret('snmp-priv', device.id)}`,
        ]
      : []),
  ]);
