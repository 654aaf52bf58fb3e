/** Rows of an overlay for cables from 8000 on: each side a list of sockets such as `interface 12`, and a status if not connected. */
export const cables = (...ends: readonly (readonly [readonly string[], readonly string[], string?])[]) => {
  const side = (cable: number, end: string, sockets: readonly string[]) =>
    sockets.map((socket, i) => {
      const [type, id] = socket.split(' ');
      return {
        id: cable * 10 + (end === 'A' ? 0 : 5) + i,
        cable_id: cable,
        cable_end: end,
        termination_type_id: `${type === 'circuittermination' ? 'circuits.circuittermination' : `dcim.${type}`}`,
        termination_id: Number(id),
      };
    });
  return {
    dcim_cable: ends.map(([, , status], i) => ({ id: 8000 + i, status: status ?? 'connected' })),
    dcim_cabletermination: ends.flatMap(([a, b], i) => [
      ...side(8000 + i, 'A', a),
      ...side(8000 + i, 'B', b),
    ]),
  };
};
