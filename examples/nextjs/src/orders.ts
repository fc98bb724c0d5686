export interface Order {
  id: string;
  item: string;
}

export const orders: Order[] = [{ id: 'order_1', item: 'umbrella' }];
