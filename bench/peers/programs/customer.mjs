/**
 * A customer of the audiobook store, as a page or a server has one.
 */

export const customer = {
  book_length_average: 648,
  book_length_overall: 648,
  price_average: 8,
  price_overall: 8,
  review: 1,
  review_score: 10,
  completion: 0,
  minutes_listened: 0,
  support_requests: 0,
  last_visited_days: 363,
};
