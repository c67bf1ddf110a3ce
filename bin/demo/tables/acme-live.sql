-- What happens at Acme once its tables emit: each of these makes a script run. Harmless to repeat.
insert into payments (id, user_id, amount, category_id) values (901, 3, 480.00, 2), (902, 7, 18250.00, 1) on conflict do nothing;
update payment_categories set name = 'Shipping' where id = 4 and name = 'Delivery';
update orders set status = 'completed', updated_at = now() where id = 4 and status = 'open';
