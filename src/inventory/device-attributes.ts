import { RENDERED_ROLES, type Role } from '#model/role.ts';
import type { Blueprint } from './blueprint.ts';
import { FURTHER } from './device-shape.ts';
import { oneOfText } from './nearest.ts';
import type { Report } from './report.ts';
import type { Wiring } from './wirings.ts';

interface Judged {
  readonly blueprint: Blueprint;
  readonly role: Role;
  readonly report: Report;
}

/** A box of several roles is described: it is somebody else's, and its ports are generic or written. */
const checkAlso = ({ blueprint, role, report }: Judged): void => {
  const { attributes, name } = blueprint;
  const { also = [], rendered, type } = attributes;
  for (const { node, value } of also.filter((other) => other.value === role))
    report.error(
      'bad-value',
      node,
      `"${name}" is a ${value} already, expected ${oneOfText(FURTHER.filter((one) => one !== role))}`,
    );
  if (also.length === 0) return;
  if (rendered?.value)
    report.error(
      'bad-value',
      rendered.node,
      `"${name}" has several roles, and RelaxOps renders no such box, expected "rendered: no"`,
    );
  if (type)
    report.error(
      'bad-value',
      type.node,
      `"${name}" has several roles, so its type does not tell its ports, expected "ports" instead`,
    );
};

/** Nothing else has outlets to switch. */
const checkPduOnly = ({ blueprint, role, report }: Judged): void => {
  const delay = blueprint.attributes['power-on-delay'];
  if (delay && role !== 'pdu')
    report.error(
      'bad-value',
      delay.node,
      `"${blueprint.name}" is a ${role}, expected "power-on-delay" at a PDU only`,
    );
};

/** Only servers have a BMC or a choice of management here; elsewhere what is written would decide nothing. */
const checkServerOnly = ({ blueprint, role, report }: Judged): void => {
  const { bmc, management } = blueprint.attributes;
  if (role === 'server') return;
  if (bmc && bmc.value !== 'none')
    report.error(
      'bad-value',
      bmc.node,
      `"${blueprint.name}" is a ${role}, and only a server has a BMC here`,
      {
        hint: 'leave "bmc" out; a management port of its own is written in "ports", with "separate: yes"',
      },
    );
  if (management && management.value !== 'port')
    report.error(
      'bad-value',
      management.node,
      `"${blueprint.name}" is a ${role}, whose management is a port, expected "management" at servers only`,
      { hint: 'leave "management" out; "ports" takes a port away with null' },
    );
};

/** What there is a configuration for. A console server of ours is a Linux box with ser2net. */
const checkRendered = ({ blueprint, role, report }: Judged): void => {
  const { rendered, management } = blueprint.attributes;
  const can = RENDERED_ROLES.has(role) || role === 'console-server' || management?.value === 'namespace';
  if (rendered?.value && !can)
    report.error('bad-value', rendered.node, `RelaxOps writes no configuration of a ${role}, expected "no"`, {
      hint: role === 'server' ? 'it does for a server with "management: namespace"' : undefined,
    });
};

const checkInlets = ({ blueprint, report }: Judged, wiring: Wiring): void => {
  const { psus } = blueprint.attributes;
  if (psus && psus.value > 0 && wiring === 'written')
    report.error('bad-value', psus.node, 'with "wiring: written" only ports that are written exist', {
      hint: 'write its inlets in "ports": psu1: { kind: power }',
    });
};

/** Rules compare versions of one platform or one vendor's firmware. */
const checkVersion = ({ blueprint, report }: Judged): void => {
  const { version, platform, vendor, type } = blueprint.attributes;
  if (version && platform === undefined && vendor === undefined && !type)
    report.error(
      'missing-key',
      version.node,
      `"${blueprint.name}" has a version of nothing, expected its "platform" or "vendor" too`,
    );
};

/** Who would hold a key that opens every device is a jumphost that we configure. */
const checkKey = ({ blueprint, role, report }: Judged, rendered: boolean): void => {
  const key = blueprint.attributes['break-glass-key'];
  if (key?.value && (role !== 'jumphost' || !rendered))
    report.error(
      'bad-value',
      key.node,
      `"${blueprint.name}" cannot hold a break-glass key, expected a jumphost that RelaxOps renders`,
    );
};

/** What the attributes come to. */
interface Meaning {
  readonly role: Role;
  readonly rendered: boolean;
  readonly wiring: Wiring;
}

/** Reports attributes of a device that contradict each other, or its role. */
export const checkAttributes = (
  blueprint: Blueprint,
  { role, rendered, wiring }: Meaning,
  report: Report,
): void => {
  const judged = { blueprint, role, report };
  checkAlso(judged);
  checkServerOnly(judged);
  checkPduOnly(judged);
  checkRendered(judged);
  checkInlets(judged, wiring);
  checkVersion(judged);
  checkKey(judged, rendered);
};
