/** The PIN of every SIM card in a lab. */
export const SIM_PIN = '4711';
/** The modem's control port on its gateway, as `/etc/relaxops-lines/<port>`. */
export const MODEM_PORT = 'modem';
