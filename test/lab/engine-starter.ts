import { startLab } from '#lab/cage/lab.ts';

/** A process that starts a lab and holds it, to be killed by tests: plan on stdin, phases and `up` on stdout. */
let text = '';
for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
process.stdout.write('start\n');
await startLab(JSON.parse(text), (phase) => process.stdout.write(`${phase}\n`));
process.stdout.write('up\n');
