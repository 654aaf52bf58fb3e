import { LabError, OtherBuild } from '#lab/cage/client.ts';
import { findLabs } from '#lab/cage/find.ts';
import { attachLab } from '#lab/cage/lab.ts';
import type { Command } from '../command.ts';
import { brokenIn, switchedIn } from '../lab/broken.ts';
import { done } from '../outcome.ts';
import { table } from '../output/table.ts';

interface Row {
  readonly name: string;
  readonly hosts: number;
  readonly broken: readonly string[];
  readonly switched: readonly string[];
}

/** What is said of a lab that another build started. */
interface Foreign {
  readonly name: string;
  readonly says: string;
}

/** Nothing for a lab that is only just coming up, or going. */
const rowOf = async (name: string): Promise<(Row | Foreign)[]> => {
  try {
    const lab = await attachLab(name);
    const state = await lab.state().finally(() => lab.close());
    return [{ name, hosts: state.poweredHosts.length, broken: brokenIn(state), switched: switchedIn(state) }];
  } catch (error) {
    if (error instanceof OtherBuild) return [{ name, says: error.message }];
    if (error instanceof LabError) return [];
    throw error;
  }
};

/** `relaxops lab state`: which labs are up, and what is broken in them. */
export const labState: Command = {
  name: 'lab state',
  summary: 'which labs are up, and what is broken in them',
  description:
    'Lists your labs on this machine with the hosts that have power, the failures that are in force, and what was switched at a BMC, a PDU or a console.',
  arguments: [],
  options: [],
  examples: [
    { command: 'relaxops lab state', text: 'all labs' },
    { command: 'relaxops lab state --json', text: 'the same for a script' },
  ],
  exitCodes: ['yes', 'usage'],
  schema: 'lab-state/1',
  run: async () => {
    const own = findLabs().filter((lab) => lab.uid === process.getuid?.());
    const labs = (await Promise.all(own.map((lab) => rowOf(lab.name)))).flat();
    const rows = labs.filter((lab) => 'hosts' in lab);
    const foreign = labs.flatMap((lab) => ('says' in lab ? `${lab.says}\n` : [])).join('');
    return done(labs, (style) =>
      labs.length === 0
        ? 'No lab is up.\n'
        : table<Row>(
            [
              { title: 'lab', value: (row) => row.name },
              { title: 'hosts with power', value: (row) => String(row.hosts), align: 'right' },
              { title: 'broken', value: (row) => row.broken.join(', ') || 'nothing' },
              { title: 'switched by hand', value: (row) => row.switched.join(', ') || 'nothing' },
            ],
            rows,
            style,
          ) + foreign,
    );
  },
};
