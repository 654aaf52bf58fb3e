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

/** Runs on a console server: Enter on each of the lines, and a look at all of them until each has said something. */
const ON_SERVER = (ports: readonly number[]): string =>
  `${FOLDER}printf "\\r" >$d/enter
for p in ${ports.join(' ')}; do
  socat -,ignoreeof TCP:127.0.0.1:$p <$d/enter >$d/$p 2>/dev/null &
  pids="$pids $!"
done
n=0
while [ $n -lt ${LOOKS} ] && [ $(grep -lE "${PROMPT}" $d/* | wc -l) -lt ${ports.length} ]; do
  sleep ${LOOK_S}; n=$((n + 1))
done
kill $pids 2>/dev/null
for p in ${ports.join(' ')}; do printf "@%s\\n%s\\n" $p "$(tail -c 400 $d/$p)"; done`;

/** One login on a console server, which tries its lines; stdin: the operator's key. Keys are TCP ports. */
export const consoleScript = (operator: string, server: string, ports: readonly number[]): string =>
  `${FOLDER}cat >"$d/key"
cat >"$d/lines" <<'END'
${ON_SERVER(ports)}
END
timeout ${BOUND_S} ssh -F /etc/relaxops/ssh_config -i "$d/key" -l ${operator} -o BatchMode=yes -o ConnectTimeout=${CONNECT_S} \
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

/** Objects of each PDU at once by SNMP 2c; stdin: a line `key address community oid...` each. */
export const snmpScript = (): string =>
  `${FOLDER}export MIBS=
while read -r key ip community oids; do (
  mkdir "$d/$key"; printf 'defVersion 2c\\ndefCommunity %s\\n' "$community" >"$d/$key/snmp.conf"
  said=$(SNMPCONFPATH=$d/$key snmpget -OqvU -t ${ASK_S} -r 0 $ip $oids 2>&1 </dev/null)
  printf "@%s\\n%s\\n" "$key" "$said") & done; wait`;

/** What was said, by key. */
export const answersIn = (stdout: string): Map<string, string> =>
  new Map(
    stdout
      .split(/^@(?=\d+$)/m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const),
  );
