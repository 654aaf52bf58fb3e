// `npm run demo`: what RelaxOps does, on the talk's full example, from a fresh clone.
import { exec, execOnTerminal, ROOT, say } from './exec.mjs';
import { setup } from './setup.mjs';

const INVENTORY = 'examples/full/relaxops.yaml';
/** Ignored by git, as every observation is. */
const DEMO_OBSERVATIONS = 'observations/demo.json';
const LAB_SECONDS = 170;
const PAPER_SECONDS = 30;
/** What a part of the demonstration shows, and how: how many lines, and the command to see all. */
const PARTS = [
  { title: 'The network, from one file', argv: ['plan'], until: /^\s*$/ },
  { title: 'What is wrong with its design', argv: ['check'] },
  { title: 'Every single failure: the ten worst', argv: ['survive', '--worst', '10'] },
  { title: 'Its address plan, the first lines', argv: ['plan', '--kind', 'addresses'], lines: 12 },
  {
    title: 'The lab: booted, broken, compared with the prediction',
    argv: ['lab', 'verify', '--per-kind', '1', '-o', DEMO_OBSERVATIONS],
    live: true,
  },
];

const relaxops = (argv) => [process.execPath, `${ROOT}bin/relaxops.js`, '-f', INVENTORY, ...argv];

const typed = (argv) => `node bin/relaxops.js -f ${INVENTORY} ${argv.join(' ')}`;

const shorten = (output, { lines, until }) => {
  const all = output.trimEnd().split('\n');
  const stop = until ? all.findIndex((line) => until.test(line)) : lines;
  const shown = stop > 0 ? all.slice(0, stop) : all.slice(0, lines ?? all.length);
  const more = all.length - shown.length;
  return more > 0 ? `${shown.join('\n')}\n  ... ${more} more lines` : shown.join('\n');
};

/** Findings (1) and warnings (3) are answers too; 2, 4 and faults are not. */
const isAnswer = (code) => [0, 1, 3].includes(code);

const began = Date.now();
await setup();
let failed = 0;
for (const part of PARTS) {
  say(`${part.title}\n   ${typed(part.argv)}\n`);
  if (part.live) {
    const code = await execOnTerminal(relaxops(part.argv), { seconds: LAB_SECONDS });
    // A lab that cannot run here (code 4) has said why; a mismatch is a failure.
    if (![0, 4].includes(code)) failed++;
  } else {
    const { code, output } = await exec(relaxops(part.argv), { seconds: PAPER_SECONDS });
    console.log(shorten(output, part));
    if (!isAnswer(code)) failed++;
  }
}
say('What to try next');
console.log(`  node bin/relaxops.js                          the commands
  node bin/relaxops.js init -s b -o mine        an inventory of your own
  node bin/relaxops.js -f ${INVENTORY} whatif provider:gas-and-co device-dead:zrh1/r01/gw2
  node bin/relaxops.js -f ${INVENTORY} lab up   the lab stays up for you

${Math.round((Date.now() - began) / 1000)} s${failed ? `, ${failed} parts failed` : ''}`);
process.exitCode = failed ? 1 : 0;
