/* See lunar.h. New moons and the sun's longitude by the series of Jean Meeus, Astronomical Algorithms (1991): ch. 49
   for the moon's phases with its larger terms, ch. 25 for the sun; good to a few minutes for 1800-2199. Days are
   those of UTC+7, which the Vietnamese calendar has used since 1968. */
#include "rules/lunar.h"

#include <math.h>

static const double RAD = 3.14159265358979323846 / 180.0;
enum { EPOCH_JDN = 2440588 }; /* Julian day number of 1970-01-01 */

/* Terrestrial time minus universal time, in days: the polynomials of Espenak and Meeus, joined for these centuries. */
static double delta_t(double year)
{
    double t = year - 2000, s;

    if (year < 1900)
        s = -2.8 + 1.494119 * (year - 1900) - 0.0598939 * (year - 1900) * (year - 1900);
    else if (year < 1986)
        s = 45.45 + 1.067 * (year - 1975) - (year - 1975) * (year - 1975) / 260;
    else if (year < 2005)
        s = 63.86 + 0.3345 * t - 0.060374 * t * t;
    else
        s = 62.92 + 0.32217 * t + 0.005589 * t * t;
    return s / 86400;
}

/* Universal time (Julian day) of the k-th new moon after that of 2000-01-06. */
static double new_moon(int k)
{
    double t = k / 1236.85, t2 = t * t, t3 = t2 * t, e = 1 - 0.002516 * t - 0.0000074 * t2;
    double jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t2 - 0.000000150 * t3;
    double m = RAD * (2.5534 + 29.10535670 * k - 0.0000014 * t2);              /* sun's anomaly */
    double mm = RAD * (201.5643 + 385.81693528 * k + 0.0107582 * t2);          /* moon's anomaly */
    double f = RAD * (160.7108 + 390.67050284 * k - 0.0016118 * t2);           /* moon's argument of latitude */
    double node = RAD * (124.7746 - 1.56375588 * k + 0.0020672 * t2);

    jde += -0.40720 * sin(mm) + 0.17241 * e * sin(m) + 0.01608 * sin(2 * mm) + 0.01039 * sin(2 * f) +
           0.00739 * e * sin(mm - m) - 0.00514 * e * sin(mm + m) + 0.00208 * e * e * sin(2 * m) -
           0.00111 * sin(mm - 2 * f) - 0.00057 * sin(mm + 2 * f) + 0.00056 * e * sin(2 * mm + m) -
           0.00042 * sin(3 * mm) + 0.00042 * e * sin(m + 2 * f) + 0.00038 * e * sin(m - 2 * f) -
           0.00024 * e * sin(2 * mm - m) - 0.00017 * sin(node) - 0.00007 * sin(mm + 2 * m);
    jde += 0.000325 * sin(RAD * (299.77 + 0.107408 * k - 0.009173 * t2)) +
           0.000165 * sin(RAD * (251.88 + 0.016321 * k)) + 0.000164 * sin(RAD * (251.83 + 26.651886 * k)) +
           0.000126 * sin(RAD * (349.42 + 36.412478 * k)) + 0.000110 * sin(RAD * (84.66 + 18.206239 * k)) +
           0.000062 * sin(RAD * (141.74 + 53.303771 * k));
    return jde - delta_t(2000 + k / 12.3685);
}

/* The sun's apparent longitude in twelfths of the circle (0 = spring equinox, 9 = winter solstice), at the beginning
   of a day of UTC+7. */
static int sun_sector(int jdn)
{
    double jd = jdn - 0.5 - 7.0 / 24, t = (jd + delta_t(2000 + (jd - 2451545) / 365.25) - 2451545) / 36525;
    double m = RAD * (357.52911 + 35999.05029 * t - 0.0001537 * t * t);
    double c = (1.914602 - 0.004817 * t) * sin(m) + (0.019993 - 0.000101 * t) * sin(2 * m) + 0.000289 * sin(3 * m);
    double node = RAD * (125.04 - 1934.136 * t);
    double lon = 280.46646 + 36000.76983 * t + 0.0003032 * t * t + c - 0.00569 - 0.00478 * sin(node);

    lon = fmod(lon, 360);
    return (int)floor((lon < 0 ? lon + 360 : lon) / 30);
}

static int new_moon_day(int k)
{
    return (int)floor(new_moon(k) + 0.5 + 7.0 / 24);
}

/* The number of the last new moon on or before a day. */
static int moon_on(int jdn)
{
    int k = (int)floor((jdn - 2451550.1) / 29.530588861);

    while (new_moon_day(k + 1) <= jdn)
        k++;
    while (new_moon_day(k) > jdn)
        k--;
    return k;
}

static int jdn_of(struct date d)
{
    return date_days(d) + EPOCH_JDN;
}

/* The new moon that begins the eleventh month of a year: the month that holds the winter solstice. */
static int month_eleven(int year)
{
    int k = moon_on(jdn_of((struct date){(int16_t)year, 12, 31}));

    if (sun_sector(new_moon_day(k)) >= 9) /* the solstice was before this month began */
        k--;
    return k;
}

/* Which month behind the eleventh is the leap month: the first that begins and ends in one sector of the sun. 0 =
 * none. */
static int leap_offset(int k11, int next11)
{
    if (next11 - k11 != 13)
        return 0;
    for (int i = 1; i < 13; i++)
        if (sun_sector(new_moon_day(k11 + i)) == sun_sector(new_moon_day(k11 + i + 1)))
            return i;
    return 0;
}

struct lunar lunar_of_date(struct date d)
{
    int jdn = jdn_of(d), k = moon_on(jdn), year = d.y, k11 = month_eleven(year);

    if (k < k11)
        k11 = month_eleven(--year);
    int leap = leap_offset(k11, month_eleven(year + 1)), n = k - k11;
    struct lunar l = {.day = jdn - new_moon_day(k) + 1, .leap = leap > 0 && n == leap};

    n -= leap > 0 && n >= leap;
    l.month = n <= 1 ? 11 + n : n - 1;
    l.year = n <= 1 ? year : year + 1;
    return l;
}

bool lunar_to_date(struct lunar l, struct date *ret_d)
{
    int year = l.month >= 11 ? l.year : l.year - 1, k11, leap, n;

    if (l.month < 1 || l.month > 12 || l.day < 1 || l.day > 30 || l.year < 1800 || l.year > 2199)
        return false;
    k11 = month_eleven(year);
    leap = leap_offset(k11, month_eleven(year + 1));
    n = l.month >= 11 ? l.month - 11 : l.month + 1;
    if (leap > 0 && (n >= leap || (l.leap && n + 1 == leap)))
        n++;
    if (l.leap && n != leap)
        return false;
    int first = new_moon_day(k11 + n);
    if (l.day > new_moon_day(k11 + n + 1) - first)
        return false;
    *ret_d = date_of_days(first + l.day - 1 - EPOCH_JDN);
    return true;
}
