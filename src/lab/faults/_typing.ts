/** Shell scripts that type a passphrase on a console, from a laptop: they look at what the console shows, as a person does. */

/** A busy machine may take this many looks, this many seconds apart. */
const LOOKS = 30;
const LOOK_S = 0.3;
/** Looks that a program has to leave by itself, so that a BMC's one session is free again. */
const LEAVES = 5;

/** What a console asks last, and what it shows when it no longer asks; for grep. */
const ASKED = 'Passphrase for [^:]*: $';
const DONE = 'login: $|> $|No route|refused|Error|Unable';

/** How to leave a console: telnet's escape character, and that of ipmitool(1) at the start of a line. */
export const LEAVE = { line: '\\035', sol: '\\r~.' } as const;

/**
 * `said` attached to a console, and the passphrase in $p typed once it is asked for. Enter makes a console say what it waits for; the
 * first one may come before anything listens, or be lost.
 */
export const typePassphrase = (said: string, leave: string, first = ''): string => `umask 077
d=$(mktemp -d) || exit 1
trap 'rm -rf "$d"' EXIT
: >"$d/said"
keys() {
  ${first}
  n=0
  until tail -c 80 "$d/said" | grep -aqE "${DONE}" || [ $n -ge ${LOOKS} ]; do
    n=$((n + 1))
    if tail -c 80 "$d/said" | grep -aq "${ASKED}"; then printf '%s\\r' "$p"; else printf '\\r'; fi
    sleep ${LOOK_S}
  done
  printf '${leave}'
}
mkfifo "$d/keys"
${said} <"$d/keys" >"$d/said" 2>&1 & at=$!
exec 3>"$d/keys"
keys >&3
exec 3>&-
n=0
while kill -0 $at 2>/dev/null && [ $n -lt ${LEAVES} ]; do n=$((n + 1)); sleep ${LOOK_S}; done
kill $at 2>/dev/null
wait $at`;
