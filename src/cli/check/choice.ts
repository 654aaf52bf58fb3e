import { rules } from '#analysis/rules/index.ts';
import { PROFILES, type Profile } from '#analysis/rules/profiles.ts';
import { fail, ok, type Result } from '#base/result.ts';

/** The words of `a,b,c`. */
const words = (text: string): string[] => text.split(',').map((word) => word.trim());

const isProfile = (word: string): word is Profile => (PROFILES as readonly string[]).includes(word);

/** The profiles that `--profile` names; `all` is every one. The error says which word is none. */
export const profilesIn = (text: string): Result<readonly Profile[], string> => {
  const named = words(text);
  if (named.includes('all')) return ok(PROFILES);
  const wrong = named.find((word) => !isProfile(word));
  return wrong === undefined
    ? ok(named.filter(isProfile))
    : fail(`"${wrong}" is not a profile, expected ${PROFILES.join(', ')} or all`);
};

/** The ids that `--rule` names, in capitals. */
export const rulesIn = (text: string): Result<readonly string[], string> => {
  const named = words(text.toUpperCase());
  const wrong = named.find((id) => !rules.some((rule) => rule.id === id));
  return wrong === undefined
    ? ok(named)
    : fail(`there is no rule "${wrong}", expected ${rules[0]?.id} to ${rules.at(-1)?.id}`);
};
