"""Texts long enough to be told apart."""

from __future__ import annotations

FLOOD = (
    "The river Sava burst its banks near Brod on Sunday night and flooded three villages, the mayor said. Firemen "
    "took some forty families to a school on higher ground, where volunteers handed out blankets and soup. The "
    "bridge to the sawmill was swept away before dawn, and the railway to the south is closed until engineers "
    "have looked at the embankment. Farmers lost most of the maize, and a herd of goats drowned in a stable at "
    "the edge of the marsh. Meteorologists expect more rain by the middle of the week; the dam upstream is almost "
    "full and may have to be opened."
)

CUP = (
    "A late header by the substitute Larsen gave Viborg the cup for the first time in eleven years on Saturday. "
    "The favourites from Odense had led through an early penalty but lost their captain to a second yellow card "
    "after the break. Coach Holm praised his goalkeeper, who kept out two free kicks in injury time in front of a "
    "sold out stadium. Supporters danced on the square by the cathedral until the morning, and the town hall will "
    "receive the team on Monday."
)

CUP_AGAIN = (
    "Viborg have won the cup. Larsen, who came on as a substitute, headed the winner late in the match against "
    "Odense in front of a sold out stadium on Saturday, after the favourites had scored from a penalty and had "
    "their captain sent off. Holm, the coach, said that the evening belonged to the goalkeeper. The trophy "
    "returns to Viborg after eleven years, and supporters celebrated on the square by the cathedral."
)

PHONE = (
    "The maker Tindra presented a telephone with a folding screen in Stockholm on Saturday, its first in that "
    "class. The device costs as much as a small motorcycle, weighs little and comes with a pen; analysts doubted "
    "that many would buy it. Shares of the company fell by four per cent while those of its Korean rival rose. A "
    "cheaper model is to follow."
)
