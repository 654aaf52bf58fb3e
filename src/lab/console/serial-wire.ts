/** What can be wrong with a serial line between a device and the port of its console server. */
export const WIRE_FAULTS = {
  stuck: 'the port opens, and nothing gets through',
  noise: 'what gets through is noise: a bad cable, a missing ground',
  unplugged: 'the adapter is gone',
  speed: "the device's console runs at another speed",
} as const;
export type WireFault = keyof typeof WIRE_FAULTS;

/** A line as it stands when characters go over it. */
export interface WireState {
  readonly fault?: WireFault;
  /** Bits a second of the device and of the port; undefined where nobody knows, as behind a BMC. */
  readonly speeds?: { readonly device: number; readonly port: number };
}

/** What a console is found at that is not at the usual speed. */
const OTHER_SPEEDS = [19_200, 9_600];

/** The speed that a device's console runs at. */
export const speedOf = (own: number, fault: WireFault | undefined): number =>
  fault === 'speed' ? OTHER_SPEEDS.find((one) => one !== own)! : own;

/** Neither a letter nor a control character that a terminal obeys; the same for the same, as framing errors are. */
const spoilt = (char: string): string => String.fromCharCode(0x80 | ((char.charCodeAt(0) * 37 + 11) & 0x7f));

/** The other end sees one character where several came too fast, and several where one came slowly; at most so many. */
const MOST = 8;

/** Characters that a receiver at another speed takes these for. */
const atOtherSpeed = (text: string, sent: number, read: number): string => {
  const ratio = Math.min(MOST, Math.max(1 / MOST, read / sent));
  const length = Math.max(1, Math.round(text.length * ratio));
  return Array.from({ length }, (_, at) => spoilt(text[Math.floor(at / ratio)] ?? text.at(-1)!)).join('');
};

/** What comes out at the other end of a line. */
export const carried = (text: string, { fault, speeds }: WireState, towards: 'device' | 'port'): string => {
  if (text === '' || fault === 'stuck' || fault === 'unplugged') return '';
  if (fault === 'noise') return [...text].map(spoilt).join('');
  if (!speeds || speeds.device === speeds.port) return text;
  const { device, port } = speeds;
  return towards === 'port' ? atOtherSpeed(text, device, port) : atOtherSpeed(text, port, device);
};
