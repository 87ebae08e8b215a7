package io.cachewarmer.prompt.phrase;

import java.util.Map;
import java.util.Set;

/** Words that are no part of an article's or a list's name, and those that count and measure. */
final class Words {

  /**
   * A name with one of these in it is more than a name: it points at something said before, denies,
   * chooses, orders, tells a time, or is a second command.
   */
  static final Set<String> NO_NAME = Set.of((""
          + "i me you he she it we they him her us them mine yours this that these those one ones my your our his"
          + " their its who what which when where why how whose first second third fourth fifth sixth seventh"
          + " eighth ninth tenth last next previous latest recent newest oldest top bottom final middle today"
          + " tomorrow tonight yesterday now later soon ago week weekend month year day days weekly daily monthly"
          + " morning afternoon evening night noon midnight monday tuesday wednesday thursday friday saturday"
          + " sunday hour hours minute minutes am pm time times again already still once twice not no never none"
          + " nothing without except but instead unless neither nor don't doesn't isn't aren't can't won't all"
          + " every everything any anything something someone more less fewer most least many much few couple"
          + " several another other others else extra same both either each rest enough only just also too"
          + " cheap cheaper cheapest expensive best better good great new old easy easiest quick quickest quickly"
          + " healthy favorite favourite available current currently from to on at in for with by near off out"
          + " under over than then like as per into onto about of up down before after since until if or and"
          + " because so while versus vs plus minus list lists item items thing things stuff recipe recipes price"
          + " prices cost costs deal deals offer offers sale discount discounts add put include insert remove"
          + " delete take drop cross scratch strike cancel clear empty erase wipe reset show read open check"
          + " display see view get give tell find look search compare make create start cook bake prepare buy"
          + " order call is are was were be do does did have has had can could would should will shall may"
          + " might must want need know let keep move change replace rename swap set a an the some please number"
          + " half quarter double triple kind kinds type types")
      .split(" "));

  /** Of these units only the spelling differs. */
  static final Map<String, String> UNITS = Map.ofEntries(
      Map.entry("kg", "kg"),
      Map.entry("kilo", "kg"),
      Map.entry("kilos", "kg"),
      Map.entry("kilogram", "kg"),
      Map.entry("kilograms", "kg"),
      Map.entry("g", "g"),
      Map.entry("gram", "g"),
      Map.entry("grams", "g"),
      Map.entry("lb", "lb"),
      Map.entry("lbs", "lb"),
      Map.entry("pound", "lb"),
      Map.entry("pounds", "lb"),
      Map.entry("oz", "oz"),
      Map.entry("ounce", "oz"),
      Map.entry("ounces", "oz"),
      Map.entry("l", "l"),
      Map.entry("liter", "l"),
      Map.entry("liters", "l"),
      Map.entry("litre", "l"),
      Map.entry("litres", "l"),
      Map.entry("ml", "ml"),
      Map.entry("gallon", "gallon"),
      Map.entry("gallons", "gallon"),
      Map.entry("pint", "pint"),
      Map.entry("pints", "pint"),
      Map.entry("dozen", "dozen"),
      Map.entry("bottle", "bottle"),
      Map.entry("bottles", "bottle"),
      Map.entry("can", "can"),
      Map.entry("cans", "can"),
      Map.entry("pack", "pack"),
      Map.entry("packs", "pack"),
      Map.entry("box", "box"),
      Map.entry("boxes", "box"),
      Map.entry("bag", "bag"),
      Map.entry("bags", "bag"),
      Map.entry("jar", "jar"),
      Map.entry("jars", "jar"),
      Map.entry("carton", "carton"),
      Map.entry("cartons", "carton"),
      Map.entry("loaf", "loaf"),
      Map.entry("loaves", "loaf"),
      Map.entry("bunch", "bunch"),
      Map.entry("bunches", "bunch"));

  static final Map<String, String> NUMBERS = Map.ofEntries(
      Map.entry("one", "1"),
      Map.entry("two", "2"),
      Map.entry("three", "3"),
      Map.entry("four", "4"),
      Map.entry("five", "5"),
      Map.entry("six", "6"),
      Map.entry("seven", "7"),
      Map.entry("eight", "8"),
      Map.entry("nine", "9"),
      Map.entry("ten", "10"),
      Map.entry("eleven", "11"),
      Map.entry("twelve", "12"));

  private Words() {}
}
