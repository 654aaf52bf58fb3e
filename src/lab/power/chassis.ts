/** What a BMC can do to the main board that it watches over. */
export interface Board {
  on(): boolean;
  /** Begins to switch; `on` tells the new state at once. */
  switch(on: boolean): void;
  /** Off and on again. */
  reset(): void;
}

const words: Readonly<Record<string, (board: Board) => string>> = {
  power: (board) => (board.on() ? '1' : '0'),
  boot: () => 'none',
  identify: () => '0',
};

const get = (board: Board, names: readonly string[]): string => {
  const known = names.every((name) => words[name]);
  return known ? names.map((name) => `${name}:${words[name]!(board)}`).join('\n') : 'error';
};

const set = (board: Board, name: string, value: string): string => {
  if (name === 'power') board.switch(value === '1');
  else if (name === 'reset') board.reset();
  // A soft shutdown of a system that does not listen for it, since it has no ACPI.
  else if (name === 'shutdown') board.switch(false);
  else if (!words[name]) return 'error';
  return 'ok';
};

/**
 * Answers one call of ipmi_sim's chassis_control program (ipmi_lan(5)): `0x20 get power`, `0x20 set power 1`. For `get` a line
 * `name:value` a name; otherwise `ok`, and `error` for what is not known.
 */
export const chassisAnswer = (board: Board, line: string): string => {
  const [, verb, ...rest] = line.trim().split(/\s+/);
  if (verb === 'get' && rest.length > 0) return get(board, rest);
  if (verb === 'set' && rest.length >= 2) return set(board, rest[0]!, rest[1]!);
  // `check name value` asks whether `set` would work.
  return verb === 'check' ? 'ok' : 'error';
};
