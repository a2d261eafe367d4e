import { BlockList, isIP } from 'node:net';

/** Link-local addresses, and those at which clouds hand a machine its credentials. A firm's own systems are inside too, so nothing else is refused. */
const refused = new BlockList();
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addSubnet('fe80::', 10, 'ipv6');
refused.addAddress('100.100.100.200', 'ipv4');
refused.addAddress('168.63.129.16', 'ipv4');
refused.addAddress('fd00:ec2::254', 'ipv6');

export const isRefused = (address: string): boolean => refused.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

export class RefusedAddress extends Error {
  constructor(address: string) {
    super(`a link-local or metadata address (${address})`);
    this.name = 'RefusedAddress';
  }
}
