import { LabError, OtherBuild } from '#lab/cage/client.ts';
import { attachLab, type Lab } from '#lab/cage/lab.ts';
import type { Outcome } from '../command.ts';
import { refused } from '../outcome.ts';

/** Does something with a lab that is up, and answers what went wrong in words. */
export const withLab = async (name: string, act: (lab: Lab) => Promise<Outcome>): Promise<Outcome> => {
  let lab: Lab | undefined;
  try {
    lab = await attachLab(name);
    return await act(lab);
  } catch (error) {
    if (error instanceof OtherBuild) return refused('lab', error.message);
    if (error instanceof LabError)
      return refused('lab', error.message, lab ? undefined : 'relaxops lab up boots it');
    throw error;
  } finally {
    lab?.close();
  }
};
