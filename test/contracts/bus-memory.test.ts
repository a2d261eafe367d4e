import { memoryBus } from '../../adapters/bus/memory.ts';
import { busContract } from './bus.contract.ts';

busContract(async (onError) => ({ bus: memoryBus(onError), settled: async () => {}, stop: async () => {} }));
