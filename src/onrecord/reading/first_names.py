"""First names common in English-language news, by the gender of most who bear them. Data, no rules.

From general knowledge; names that women and men bear about as often (Jordan, Kim, Robin, Taylor) stand in neither.
"""

from __future__ import annotations

__all__ = ["FEMALE_NAMES", "FIRST_NAMES", "MALE_NAMES"]

FEMALE_NAMES = frozenset(
    """abby abigail ada adele adriana agnes aisha alexandra alexis alice alicia alison allison alma alyssa amanda amber
    amelia amy ana anastasia andrea angela angelina anita ann anna annabelle anne annette annie antonia april ariana
    arianna ashley astrid audrey aurora ava barbara beatrice becky bella bernadette bernice bertha beth bethany
    betsy betty beverly bianca bonnie brenda bridget brigitte brittany camila camilla candace cara carla carly
    carmen carol carole caroline carolyn carrie cassandra catherine cathy cecile cecilia celeste celia celine
    charlotte chelsea cheryl chloe christa christina christine christy cindy claire clara clarissa claudia colleen
    connie constance cora corinne courtney cristina crystal cynthia daisy daniela danielle daphne darlene dawn
    deanna debbie deborah debra delia denise diana diane dianne dina dolores dominique donna dora doris dorothy
    edith eileen elaine eleanor elena elisa elisabeth elise eliza elizabeth ella ellen eloise elsa elsie emily emma
    erica erika erin esther ethel eva evelyn faith fatima felicia fiona flora florence frances francesca gabriela
    gabrielle gail gayle geraldine gertrude gina ginger giselle gladys glenda gloria grace greta gretchen gwen
    gwendolyn hannah harriet hazel heather heidi helen helena helene henrietta hilary hillary holly hope huma ida
    ilana ilona imani ingrid irene iris isabel isabella isabelle ivana ivanka ivy jackie jacqueline jana jane janet
    janice janine jasmine jean jeanette jeanne jenna jennie jennifer jenny jessica jill jo joan joanna joanne
    jocelyn jodi jodie josephine joy joyce juanita judith judy julia juliana julie juliet june kaitlin kara karen
    karin karla kate kathleen katherine kathryn kathy katie katrina katy kaya kayla keisha kellyanne kellie kendra
    kerry kimberly kirsten krista kristen kristi kristin kristina kristine kyra laila lara latoya laura lauren lea
    leah leila lena leslie leticia lila lillian lily linda lindsay lisa liz liza lois lola loretta lori lorraine
    louise lourdes lucia lucille lucinda lucy lydia lynda lynette lynn lynne mabel mackenzie madeleine madeline
    maggie malia mandy mara marcia margaret margarita margo maria marian mariana marianne marie marilyn marina
    marion marissa marjorie marla marlene marsha martha mattie mary maryam matilda maura maureen mavis maxine maya
    mayra megan meghan megyn melanie melania melinda melissa melody mercedes meredith mia michaela michele michelle
    mildred mimi mindy miranda miriam moira mollie molly mona monica monique muriel myra nadia nancy naomi natalia
    natalie natasha nellie nicole nina noelle nora noreen norma olga olive olivia pam pamela patrice patricia patsy
    patti patty paula pauline pearl peggy penelope penny phoebe phyllis polly priscilla rachel raquel rebecca regina
    renee rhoda rhonda rita roberta rochelle rosa rosalind rosalyn rose rosemary rosie roxanne ruby ruth sabrina
    sadie sally samantha sandra sara sarah sasha selena selma serena shannon shari sharon shawna sheila shelley
    sherry shirley sofia sonia sonya sophia sophie stacey stacy stella stephanie sue summer susan susana susanna
    suzanne suzy sylvia tabitha tamara tammy tanya tara tatiana teresa terri thelma theresa theodora tiffany tina
    toni tonya tracey tricia trish trudy ulrike ursula uma valentina valerie vanessa vera verna veronica vicki vicky
    victoria violet virginia vivian wanda wendy whitney wilhelmina wilma winifred xiomara yolanda yvette yvonne
    zelda zoe""".split()
)
"""In lower case, borne mostly by women."""

MALE_NAMES = frozenset(
    """aaron abdul abraham adam adolf adrian ahmed aidan al alan albert alberto alejandro alexander alfonso alfred ali
    allan allen alvin ambrose amos anders andre andreas andres andrew andy angelo angus anthony antonio archie
    armando arnold art arthur arturo asher austin avi axel barack barney barry bart basil ben benedict benjamin
    bennett bernard bernie bert bill billy bob bobby boris brad bradley brandon brendan brent brett brian bruce
    bruno bryan bryce byron caleb calvin carl carlos carlton cedric cesar chad charles charlie chester chip chris
    christian christopher chuck clarence claude clay clayton cliff clifford clint clinton clyde cody cole colin
    conor conrad cornelius corey cory craig curt curtis cyril cyrus dale damian damon dan daniel danny darrell
    darren darryl dave david dean dennis derek derrick desmond dexter diego dick dirk dmitri dmitry dominic don
    donald donnie doug douglas duane dudley duncan dustin dwayne dwight dylan earl ed eddie edgar edmund eduardo
    edward edwin eli elias elijah elliott elmer elvis emanuel emil emilio emmanuel enrique eric erik ernest ernesto
    ernie erwin ethan eugene evan ezra fabian felipe felix ferdinand fernando floyd francesco francis francisco
    francois frank franklin franz fred freddie frederick fritz gabriel gareth garrett gary gavin gene geoff geoffrey
    george gerald gerard gerhard gerry gideon gilbert giovanni glenn gordon graham grant greg gregg gregory
    guillermo gus gustavo guy hal hamid hank hans harold harrison harry harvey hassan hector heinrich helmut henri
    henry herbert herman hiroshi homer horace howard hubert hugh hugo hussein ian ibrahim igor ignacio ira irving
    isaac ismail ivan jack jackson jacob jacques jaime jake jamal james jan jared jason javier jay jeb jeff
    jefferson jeffrey jerome jerrold jeremiah jeremy jerry jesse jim jimmy joaquin joe joel johan johannes john johnnie
    johnny jon jonah jonathan jorge jose josef joseph josh joshua juan juergen jules julian julio julius jurgen
    justin karl keith ken kenneth kenny kevin kirk klaus konrad kurt kyle lance larry lars laurence lawrence lee leo
    leon leonard leonardo leroy les lester levi lewis liam lincoln lionel lloyd logan lorenzo lou louis lowell luca
    lucas luigi luis luke luther mahmoud malcolm manfred manny manuel marc marcel marco marcos marcus mario mark
    marshall martin marty marvin mason mathew matt matteo matthew matthias maurice mauricio max maximilian mehmet
    mel melvin merle michael michel miguel mike mikhail miles milton mitch mitchell mitt mohamed mohammed monte
    morris moses muhammad murray mustafa nate nathan nathaniel ned neil nelson newt nicholas nick nicolas nigel
    nikolai noah noel norbert norman octavio oleg oliver omar orlando oscar oswald otis otto owen pablo pascal
    patrick paul pedro percy perry pete peter phil philip philippe phillip pierre preston quentin rafael ralph ramon
    randall randolph randy raul ray raymond reggie reginald reince rene rex rhett ricardo rich richard rick rickey
    ricky rob robbie robby robert roberto rod roderick rodney rodrigo roger roland rolf roman ron ronald ronnie rory
    ross rowan roy ruben rudolf rudolph rudy rufus rupert russ russell ryan salvador salvatore sam samir samuel
    santiago scott sean sebastian seamus seth sergei sergey sergio seymour shane shaun sheldon sherman sidney silvio
    simon sol solomon spencer stan stanley stefan stephen sterling steve steven stewart stuart sven sylvester tad
    ted teddy terence terrence thad theodore thomas tim timothy tobias toby todd tom tomas tommy tony travis trent
    trevor troy tucker tyler ulrich vaclav vance vernon victor vince vincent viktor vladimir wade wallace walt
    walter ward warren wayne wendell werner wesley wilbur wilfred will willard william willie winston wolfgang woody
    xavier yaakov yusuf zach zachary zachery zack""".split()
)
"""In lower case, borne mostly by men."""

FIRST_NAMES = FEMALE_NAMES | MALE_NAMES
"""All of them."""
