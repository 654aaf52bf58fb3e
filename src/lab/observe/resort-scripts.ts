import type { LineDaemon } from '#model/network.ts';
import { CONSERVER_PORT } from '#render/_console.ts';

/**
 * Shell scripts that try last resorts from a jumphost, with the programs that an operator would use there. Secrets and targets come on
 * stdin, so that no command line has them. Each answer is a line `@<key>` and what was said, in one write.
 */

/** Seconds for a TCP connection, and for one question by UDP: on the lab's wires both take milliseconds. */
const CONNECT_S = 3;
const ASK_S = 2;
/** Seconds after which a program is ended, whatever it waits for. */
const BOUND_S = 8;
/** A console answers at once; a busy machine may take this many looks, this many seconds apart. */
const LOOKS = 15;
const LOOK_S = 0.2;

/** A prompt at the end of what was said; for grep -E. */
const PROMPT = '(login: |> )$';

const FOLDER = `umask 077
d=$(mktemp -d) || exit 1
trap 'rm -rf "$d"' EXIT
`;

/** A line of a console server to try: what serves it, and the console at its other end. */
export interface LineTry {
  readonly number: number;
  readonly daemon: LineDaemon;
  readonly device: string;
}

/** What attaches to a line there. */
const ATTACH: Readonly<Record<LineDaemon, (line: LineTry) => string>> = {
  ser2net: ({ number }) => `socat -,ignoreeof TCP:127.0.0.1:${2000 + number},connect-timeout=${ASK_S}`,
  conserver: ({ device }) => `console -M 127.0.0.1 -p ${CONSERVER_PORT} ${device}`,
};

/** Looks after which Enter is typed again where nothing has come: somebody else may have had the line until then. */
const AGAIN = 4;

/**
 * Runs on a console server: Enter on each of the lines, and a look at all of them until each has shown a prompt. What is typed comes
 * from a pipe that stays open, since an end would be taken for leaving.
 */
const ON_SERVER = (lines: readonly LineTry[]): string =>
  `${FOLDER}ends() { grep -qE "${PROMPT}" $d/$1; }
${lines
  .map(
    (line) =>
      `mkfifo $d/in.${line.number}; : >$d/${line.number}
{ printf "\\r" >&3; exec ${ATTACH[line.daemon](line)} <&3; } 3<>$d/in.${line.number} >$d/${line.number} 2>&1 & pids="$pids $!"`,
  )
  .join('\n')}
n=0
while [ $n -lt ${LOOKS} ]; do
  left=
  for l in ${lines.map(({ number }) => number).join(' ')}; do ends $l || left="$left $l"; done
  [ -n "$left" ] || break
  n=$((n + 1)); sleep ${LOOK_S}
  [ $((n % ${AGAIN})) -ne 0 ] || for l in $left; do printf "\\r" 1<>$d/in.$l; done
done
kill $pids 2>/dev/null
for l in ${lines.map(({ number }) => number).join(' ')}; do printf "@%s\\n%s\\n" $l "$(tail -c 400 $d/$l)"; done`;

/** What types the password, from the first line of stdin, where the login asks for one (ssh(1), SSH_ASKPASS). */
const TYPED = `read -r password; printf '%s\\n' "$password" >"$d/password"
printf '#!/bin/sh\\nexec cat %s\\n' "$d/password" >"$d/askpass"; chmod 700 "$d/askpass"
export SSH_ASKPASS="$d/askpass" SSH_ASKPASS_REQUIRE=force
`;

/**
 * One login on a console server, which tries its lines; stdin: where it asks for the operator's password that in a line, then the operator's key.
 * Keys are the lines' numbers.
 */
export const consoleScript = (
  operator: string,
  server: string,
  lines: readonly LineTry[],
  asked: boolean,
): string =>
  `${FOLDER}${asked ? TYPED : ''}cat >"$d/key"
cat >"$d/lines" <<'END'
${ON_SERVER(lines)}
END
timeout ${BOUND_S} ssh -F /etc/relaxops/ssh_config -i "$d/key" -l ${operator} -o BatchMode=${asked ? 'no' : 'yes'} -o NumberOfPasswordPrompts=1 -o ConnectTimeout=${CONNECT_S} \
  ${server} sh <"$d/lines"`;

/** IPMI 2.0 with cipher suite 3, one try. */
const ipmitool = (user: string): string =>
  `timeout ${BOUND_S} ipmitool -I lanplus -C 3 -R 1 -N ${ASK_S} -H $ip -U ${user} -E`;

/** Chassis power status of each BMC at once; stdin: a line `key address password` each. */
export const chassisScript = (user: string): string =>
  `while read -r key ip IPMI_PASSWORD; do (
  export IPMI_PASSWORD
  said=$(${ipmitool(user)} chassis power status 2>&1 </dev/null)
  printf "@%s\\n%s\\n" "$key" "$said") & done; wait`;

/**
 * Enter on each BMC's serial over LAN until it says something; stdin as for the chassis. A BMC has one session, so jumphosts take
 * turns. One Enter is not enough: ipmi_sim 1.0 takes a session's first packet for the last one's, if that had only one. ipmitool keeps
 * what it says to itself until the console says something.
 */
export const solScript = (user: string): string =>
  `${FOLDER}keys() {
  n=0
  until grep -qE "${PROMPT}|Error|Unable" "$1"; do
    n=$((n + 1)); [ $n -lt ${LOOKS} ] || break
    printf "\\r"; sleep ${LOOK_S}
  done
  printf "~."
}
while read -r key ip IPMI_PASSWORD; do (
  export IPMI_PASSWORD
  : >$d/$key
  keys $d/$key | ${ipmitool(user)} sol activate >$d/$key 2>&1
  printf "@%s\\n%s\\n" "$key" "$(cat $d/$key)") & done; wait`;

/** Objects of each PDU at once by SNMP 2c, asked twice as one datagram may be lost; stdin: a line `key address community oid...` each. */
export const snmpScript = (): string =>
  `${FOLDER}export MIBS=
while read -r key ip community oids; do (
  mkdir "$d/$key"; printf 'defVersion 2c\\ndefCommunity %s\\n' "$community" >"$d/$key/snmp.conf"
  said=$(SNMPCONFPATH=$d/$key snmpget -OqvU -t ${ASK_S} -r 1 $ip $oids 2>&1 </dev/null)
  printf "@%s\\n%s\\n" "$key" "$said") & done; wait`;

/** What was said, by key. */
export const answersIn = (stdout: string): Map<string, string> =>
  new Map(
    stdout
      .split(/^@(?=\d+$)/m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const),
  );
