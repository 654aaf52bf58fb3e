import type { Turn, Typed } from './drill.ts';

/** Seconds that a turn waits for what it must see, and a whole command may take. */
const TURN_S = 20;
const COMMAND_S = 40;

/** A text that printf(1) writes again, whatever is in it. */
const octal = (text: string): string =>
  [...text].map((char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`).join('');

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export type SecretOf = (name: string) => string;

const meanwhile = (
  command: string,
): string => `seen=$(wc -c <$d/out); printf '\\r\\n[another terminal] $ %s\\r\\n' ${quoted(command)} >>$d/out
( ${command} ) </dev/null >$d/other 2>&1; code=$?; cat $d/other >>$d/out
[ $code -eq 0 ] || { echo "it failed: $code" >>$d/out; missed=${1}; }`;

const turn = (
  { sees, type, secret, enter = '\r', meanwhile: other }: Turn,
  at: number,
  secretOf: SecretOf,
): string => {
  const text = `${type ?? ''}${secret === undefined ? '' : `${secretOf(secret)}${enter}`}`;
  return [
    ...(sees === '' ? [] : [`[ $missed -ne 0 ] || sees ${quoted(sees)} || missed=${at + 1}`]),
    ...(other === undefined ? [] : [`if [ $missed -eq 0 ]; then ${meanwhile(other)}\nfi`]),
    ...(text === '' ? [] : [`[ $missed -ne 0 ] || printf '${octal(text)}' >&3`]),
  ].join('\n');
};

/**
 * A shell script that types a command and holds a dialogue with it. It comes on stdin, so that no command line has a secret. Its last line
 * is `@<exit code> <the turn that did not see what it must, from 1, or 0>`; before it stands all that was said.
 */
export const dialogueScript = ({ command, dialogue }: Typed, secretOf: SecretOf): string => {
  const type = quoted(command);
  if (!dialogue) return `timeout ${COMMAND_S} sh -c ${type} </dev/null 2>&1; code=$?; echo; echo "@$code 0"`;
  return `d=$(mktemp -d); mkfifo $d/in; : >$d/out; seen=0; missed=0
sees() {
  n=0
  until tail -c +$((seen + 1)) $d/out | grep -qaE -- "$1"; do
    n=$((n + 1)); [ $n -lt ${TURN_S * 10} ] && [ ! -e $d/code ] || return 1
    sleep 0.1
  done
  seen=$(wc -c <$d/out)
}
exec 3<>$d/in
{ timeout ${COMMAND_S} sh -c ${type} <$d/in 3>&-; echo $? >$d/code; } >>$d/out 2>&1 &
${dialogue.map((one, at) => turn(one, at, secretOf)).join('\n')}
n=0; until [ -e $d/code ] || [ $missed -ne 0 ] || [ $n -ge ${TURN_S * 10} ]; do n=$((n + 1)); sleep 0.1; done
cat $d/out; echo; echo "@$(cat $d/code 2>/dev/null || echo -1) $missed"
kill %1 2>/dev/null; rm -r $d`;
};

/** What a dialogue script found. */
export interface Said {
  readonly text: string;
  readonly exitCode: number;
  /** The turn that waited in vain, from 1; 0: none. */
  readonly missed: number;
}

export const saidIn = (stdout: string): Said => {
  const found = /\n@(-?\d+) (\d+)\s*$/.exec(stdout);
  const text = found ? stdout.slice(0, found.index) : stdout;
  return {
    text: text.replaceAll('\r\n', '\n').trim(),
    exitCode: Number(found?.[1] ?? -1),
    missed: Number(found?.[2] ?? 0),
  };
};
