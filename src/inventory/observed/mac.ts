/** `5cdd.70e7.e851`, `5CDD-70E7-E851` and `5c:dd:70:e7:e8:51` as the last; undefined for what is no MAC address. */
export const macOf = (text: string | undefined): string | undefined => {
  if (text === undefined || !/^[0-9a-f.:-]{12,17}$/i.test(text)) return undefined;
  const digits = text.replace(/[.:-]/g, '').toLowerCase();
  return digits.length === 12 ? digits.match(/../g)?.join(':') : undefined;
};

/** Group addresses (IEEE 802: the lowest bit of the first byte), and VRRP's virtual ones (RFC 5798 section 7.3): nobody's own. */
export const isOwnMac = (mac: string): boolean =>
  (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0 &&
  mac !== '00:00:00:00:00:00' &&
  !mac.startsWith('00:00:5e:00:01:') &&
  !mac.startsWith('00:00:5e:00:02:');
