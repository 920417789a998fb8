META
key;value
description;Hand-written: odd in every way the rules allow
country;Nowhere
budget;1000
vote_type;ordinal
max_length;3
PROJECTS
project_id;cost;votes;name;category
none;100;0;Nobody chose it but it costs a tenth;parks
local;30;1;One place only, and cheap;parks
b-tie;200;4;Ties with a-tie and costs the same;parks
a-tie;200;4;Ties with b-tie and costs the same;parks
cheap-tie;150;4;Ties with both and costs less;parks
alone;90;3;The only one of its area;bridges
big;900;2;Costs nearly everything;roads
r1;120;2;Road one;roads
r2;110;2;Road two;roads
r3;140;2;Road three;roads
r4;160;2;Road four;roads
r5;70;2;Road five;roads
last;40;2;Fits into tertial report two;roads
mid;55;2;Fits into tertial report one;roads
VOTES
voter_id;vote;neighborhood
1;b-tie,a-tie,cheap-tie;North
2;cheap-tie,b-tie,a-tie;South
3;a-tie,cheap-tie,b-tie;East
4;alone,r1,r2;North
5;alone,r3,r4;South
6;r5,big,last;East
7;big,r5,mid;North
8;last,r1,r3;South
9;mid,r2,r4;East
10;local;North
11;;West
12;;West
13;none;
