import { ddos } from './ddos.ts';
import { deadSshd } from './dead-sshd.ts';
import type { Drill } from './drill.ts';
import { hungServer } from './hung-server.ts';
import { wrongConfig } from './wrong-config.ts';

/** Every drill, sorted by id. */
export const drills: readonly Drill[] = [ddos, deadSshd, hungServer, wrongConfig];
