/** Where a console stands. */
export type State =
  | 'off'
  | 'hung'
  | 'booting'
  | 'passphrase'
  | 'menu'
  | 'reset-menu'
  | 'user'
  | 'password'
  | 'wait'
  | 'shell'
  | 'reset-shell';

/** What is typed is not shown. */
export const SECRET: ReadonlySet<State> = new Set(['password', 'passphrase']);
/** Choices of the boot menu, and what is asked before anything is erased. */
export const MENU = ['1  boot', '2  erase the configuration, then boot'];
export const SURE = 'All configuration will be erased. Type the name of this device to go on: ';
