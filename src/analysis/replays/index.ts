import { aws2021 } from './aws-2021.ts';
import { awsPower } from './aws-power.ts';
import { centurylink2018 } from './centurylink-2018.ts';
import { centurylink2020 } from './centurylink-2020.ts';
import { cloudflare2020 } from './cloudflare-2020.ts';
import { crowdstrike } from './crowdstrike.ts';
import { facebook } from './facebook.ts';
import { google2019 } from './google-2019.ts';
import { joyent } from './joyent.ts';
import { lockOut } from './lock-out.ts';
import { loop } from './loop.ts';
import { optus } from './optus.ts';
import { ovh } from './ovh.ts';
import { pdx } from './pdx.ts';
import type { Replay } from './replay.ts';
import { rogers } from './rogers.ts';
import { silentRot } from './silent-rot.ts';

/** Every replay, sorted by id (field notes on real outages; rules cite them as INC-…). */
export const replays: readonly Replay[] = [
  aws2021,
  awsPower,
  centurylink2018,
  centurylink2020,
  cloudflare2020,
  crowdstrike,
  facebook,
  google2019,
  joyent,
  lockOut,
  loop,
  optus,
  ovh,
  pdx,
  rogers,
  silentRot,
];
