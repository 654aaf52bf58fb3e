/** What runs in the browser: the engine, and nothing else. */
import type { Network } from '#model/network.ts';
import { answers } from './_answers.ts';
import { onPage } from './_on-page.ts';

onPage<{ readonly network: Network; readonly every: number }>(({ network, every }) =>
  answers(network, every),
);
